// Refuses, before anything else runs, a processor that lacks the instructions which the kernels were compiled to.
// This file itself is compiled for every processor of the architecture.
#include "CProcessor.h"

#include <string.h>
#include <unistd.h>

#ifndef SOUFFLEUR_CPU_LEVEL
#define SOUFFLEUR_CPU_LEVEL 0
#endif

enum { BASIC, EXTENDED, ADDITIONAL, SAVED };

static const struct {
  const char *name;
  int level;
  int where;
  unsigned bit;
} features[] = {
    {"SSE3", 2, BASIC, 0},          {"SSSE3", 2, BASIC, 9},
    {"CMPXCHG16B", 2, BASIC, 13},   {"SSE4.1", 2, BASIC, 19},
    {"SSE4.2", 2, BASIC, 20},       {"POPCNT", 2, BASIC, 23},
    {"LAHF", 2, ADDITIONAL, 0},     {"FMA", 3, BASIC, 12},
    {"MOVBE", 3, BASIC, 22},        {"XSAVE by the operating system", 3, BASIC, 27},
    {"AVX", 3, BASIC, 28},          {"F16C", 3, BASIC, 29},
    {"BMI1", 3, EXTENDED, 3},       {"AVX2", 3, EXTENDED, 5},
    {"BMI2", 3, EXTENDED, 8},       {"LZCNT", 3, ADDITIONAL, 5},
    {"AVX by the operating system", 3, SAVED, 2},
    {"AVX-512F", 4, EXTENDED, 16},  {"AVX-512DQ", 4, EXTENDED, 17},
    {"AVX-512CD", 4, EXTENDED, 28}, {"AVX-512BW", 4, EXTENDED, 30},
    {"AVX-512VL", 4, EXTENDED, 31}, {"AVX-512 by the operating system", 4, SAVED, 6},
};

const char *processor_missing_feature(processor_facts facts, int level) {
  for (size_t index = 0; index < sizeof features / sizeof *features; index++) {
    unsigned long long registers[] = {facts.basic, facts.extended, facts.additional, facts.saved};
    if (features[index].level <= level && !(registers[features[index].where] >> features[index].bit & 1))
      return features[index].name;
  }
  return NULL;
}

int processor_built_level(void) { return SOUFFLEUR_CPU_LEVEL; }

#if defined(__x86_64__) && SOUFFLEUR_CPU_LEVEL > 1
#include <cpuid.h>

static processor_facts read_facts(void) {
  processor_facts facts = {0, 0, 0, 0};
  unsigned a, b, c, d;
  if (__get_cpuid(1, &a, &b, &c, &d)) facts.basic = c;
  if (__get_cpuid_count(7, 0, &a, &b, &c, &d)) facts.extended = b;
  if (__get_cpuid(0x80000001, &a, &b, &c, &d)) facts.additional = c;
  if (facts.basic >> 27 & 1) {
    __asm__ volatile("xgetbv" : "=a"(a), "=d"(d) : "c"(0));
    facts.saved = (unsigned long long)d << 32 | a;
  }
  return facts;
}

static void say(const char *text) {
  if (write(STDERR_FILENO, text, strlen(text)) < 0) _exit(78);
}

__attribute__((constructor(101))) static void refuse_other_processors(void) {
  static const char *const names[] = {"x86-64", "x86-64", "x86-64-v2", "x86-64-v3", "x86-64-v4"};
  const char *missing = processor_missing_feature(read_facts(), SOUFFLEUR_CPU_LEVEL);
  if (!missing) return;
  say("souffleur: this program was built for processors of the level ");
  say(names[SOUFFLEUR_CPU_LEVEL]);
  say(", but this one lacks ");
  say(missing);
  say("; take a build for x86-64 (SOUFFLEUR_CPU=x86-64 swift build)\n");
  _exit(78);
}
#endif
