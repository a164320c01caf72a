#pragma once

#include <stddef.h>

/// The OpenAPI document of APIServer, byte by byte as openapi.json holds it.
const unsigned char *_Nonnull openapi_document(void);
size_t openapi_document_length(void);
