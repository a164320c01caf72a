// Typed faces of libcurl's variadic functions, which Swift cannot call.
// Each sets or reads exactly one kind of value; the caller passes an option of that kind.
#ifndef CCURL_H
#define CCURL_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>

typedef size_t (*ccurl_data_callback)(char *bytes, size_t size, size_t count, void *context);

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_offset(CURL *easy, CURLoption option, curl_off_t value);
/// The string is copied by libcurl; NULL restores the option's default or switches it off.
CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value);
/// The list must outlive the transfer.
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *list);
/// Makes the transfer carry a copy of `count` bytes as its body.
CURLcode ccurl_set_body(CURL *easy, const void *bytes, size_t count);
/// Asked for the next bytes of a body that is not in memory.
CURLcode ccurl_set_read_callback(CURL *easy, ccurl_data_callback callback, void *context);
/// Asked to begin the body anew, from a place in it.
CURLcode ccurl_set_seek_callback(CURL *easy, curl_seek_callback callback, void *context);
CURLcode ccurl_set_write_callback(CURL *easy, ccurl_data_callback callback, void *context);
CURLcode ccurl_set_header_callback(CURL *easy, ccurl_data_callback callback, void *context);
/// Asked for every socket; the callback opens it, or refuses with CURL_SOCKET_BAD.
CURLcode ccurl_set_open_socket_callback(CURL *easy, curl_opensocket_callback callback, void *context);
/// The address that a socket is asked for; as long as its family says.
const struct sockaddr *ccurl_socket_address(const struct curl_sockaddr *address);
/// Opens the socket as libcurl does by itself.
curl_socket_t ccurl_open_socket(const struct curl_sockaddr *address);
/// `buffer` has CURL_ERROR_SIZE bytes and outlives the transfer.
CURLcode ccurl_set_error_buffer(CURL *easy, char *buffer);

/// The number of the last answer's status line; 0 before there is one.
long ccurl_response_code(CURL *easy);
/// The body's declared length; -1 when it was not declared.
curl_off_t ccurl_content_length(CURL *easy);
/// Microseconds since the transfer began.
curl_off_t ccurl_total_time(CURL *easy);
/// Microseconds until the request could be sent; 0 while there is no connection.
curl_off_t ccurl_pretransfer_time(CURL *easy);

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
/// The next transfer that ended, and how; false when there is none.
bool ccurl_multi_next_ended(CURLM *multi, CURL **easy, CURLcode *result);

#endif
