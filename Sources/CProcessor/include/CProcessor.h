#ifndef SOUFFLEUR_CPROCESSOR_H
#define SOUFFLEUR_CPROCESSOR_H

#include <stddef.h>

/// What a processor for x86-64 says of itself.
typedef struct {
  /// CPUID leaf 1, register ECX.
  unsigned basic;
  /// CPUID leaf 7, register EBX.
  unsigned extended;
  /// CPUID leaf 0x80000001, register ECX.
  unsigned additional;
  /// The registers that the operating system saves (XCR0); 0 where it does not say.
  unsigned long long saved;
} processor_facts;

/// The first instruction set that a processor lacks for a build at a level of x86-64 (1 to 4), by its usual name.
///
/// Source: the x86-64 psABI, "Micro-Architecture Levels".
/// - Returns: NULL when nothing is missing.
const char *processor_missing_feature(processor_facts facts, int level);

/// The level of x86-64 that this program was built for; 0 on other architectures.
int processor_built_level(void);

#endif
