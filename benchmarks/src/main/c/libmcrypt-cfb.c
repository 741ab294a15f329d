/*
 * libmcrypt-cfb LIBRARY MILLISECONDS ALGORITHM...: times libmcrypt in its mode cfb (8-bit feedback), as nsca uses it, with
 * packets of 4304 bytes. For each algorithm prints one line: its name, then the nanoseconds that encrypting and that
 * decrypting a packet takes: of all measured the time that a tenth stays below, which no other program has disturbed.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PACKET = 4304, MAX_SAMPLES = 100000 };

typedef void *(*open_function)(const char *, const char *, const char *, const char *);
typedef int (*size_function)(void *);
typedef int (*init_function)(void *, const void *, int, const void *);
typedef int (*crypt_function)(void *, void *, int);

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

static int compare(const void *a, const void *b)
{
    double difference = *(const double *)a - *(const double *)b;
    return (difference > 0) - (difference < 0);
}

static double undisturbed(crypt_function crypt, void *cipher, double budget)
{
    static unsigned char packet[PACKET];
    static double samples[MAX_SAMPLES];
    int count = 0;
    double end = now() + budget;
    while (count < MAX_SAMPLES && (count < 10 || now() < end)) {
        double start = now();
        crypt(cipher, packet, PACKET);
        samples[count++] = now() - start;
    }
    qsort(samples, count, sizeof samples[0], compare);
    return samples[count / 10];
}

static void *symbol(void *library, const char *name)
{
    void *found = dlsym(library, name);
    if (!found) {
        fprintf(stderr, "libmcrypt-cfb: %s\n", dlerror());
        exit(1);
    }
    return found;
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: libmcrypt-cfb LIBRARY MILLISECONDS ALGORITHM...\n");
        return 2;
    }
    void *library = dlopen(argv[1], RTLD_NOW);
    if (!library) {
        fprintf(stderr, "libmcrypt-cfb: %s\n", dlerror());
        return 1;
    }
    open_function open_module = (open_function)symbol(library, "mcrypt_module_open");
    size_function key_size = (size_function)symbol(library, "mcrypt_enc_get_key_size");
    init_function init = (init_function)symbol(library, "mcrypt_generic_init");
    crypt_function encrypt = (crypt_function)symbol(library, "mcrypt_generic");
    crypt_function decrypt = (crypt_function)symbol(library, "mdecrypt_generic");

    for (int i = 3; i < argc; i++) {
        unsigned char key[256], iv[256];
        void *cipher = open_module(argv[i], NULL, "cfb", NULL);
        if (!cipher) {
            continue; /* not in this build */
        }
        memset(key, 'k', sizeof key);
        memset(iv, 'i', sizeof iv);
        init(cipher, key, key_size(cipher), iv);
        double budget = atof(argv[2]) * 1e6 / 2;
        printf("%s %.0f", argv[i], undisturbed(encrypt, cipher, budget));
        printf(" %.0f\n", undisturbed(decrypt, cipher, budget));
    }
    return 0;
}
