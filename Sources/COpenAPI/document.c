#include "COpenAPI.h"

// The file is compiled in, so that the server needs nothing beside it. As a literal of Swift it would cost 20 seconds of every build.
// `#embed` came with C23; clang has it in every C.
#pragma clang diagnostic ignored "-Wc23-extensions"
static const unsigned char document[] = {
#embed "openapi.json"
};

const unsigned char *openapi_document(void) { return document; }
size_t openapi_document_length(void) { return sizeof document; }
