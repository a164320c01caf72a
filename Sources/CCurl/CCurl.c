#include "CCurl.h"

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) { return curl_easy_setopt(easy, option, value); }

CURLcode ccurl_set_offset(CURL *easy, CURLoption option, curl_off_t value) { return curl_easy_setopt(easy, option, value); }

CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value) { return curl_easy_setopt(easy, option, value); }

CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *list) { return curl_easy_setopt(easy, option, list); }

CURLcode ccurl_set_body(CURL *easy, const void *bytes, size_t count) {
  // The size comes first: without it libcurl would take the bytes for a C string.
  CURLcode code = curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)count);
  if (code != CURLE_OK) return code;
  return curl_easy_setopt(easy, CURLOPT_COPYPOSTFIELDS, (const char *)(count > 0 ? bytes : ""));
}

CURLcode ccurl_set_read_callback(CURL *easy, ccurl_data_callback callback, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_READFUNCTION, callback);
  return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_READDATA, context);
}

CURLcode ccurl_set_seek_callback(CURL *easy, curl_seek_callback callback, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_SEEKFUNCTION, callback);
  return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_SEEKDATA, context);
}

CURLcode ccurl_set_write_callback(CURL *easy, ccurl_data_callback callback, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, callback);
  return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

CURLcode ccurl_set_header_callback(CURL *easy, ccurl_data_callback callback, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, callback);
  return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

CURLcode ccurl_set_open_socket_callback(CURL *easy, curl_opensocket_callback callback, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback);
  return code != CURLE_OK ? code : curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, context);
}

const struct sockaddr *ccurl_socket_address(const struct curl_sockaddr *address) { return &address->addr; }

curl_socket_t ccurl_open_socket(const struct curl_sockaddr *address) {
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

CURLcode ccurl_set_error_buffer(CURL *easy, char *buffer) { return curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, buffer); }

long ccurl_response_code(CURL *easy) {
  long code = 0;
  return curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &code) == CURLE_OK ? code : 0;
}

static curl_off_t offset_info(CURL *easy, CURLINFO info, curl_off_t otherwise) {
  curl_off_t value = otherwise;
  return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : otherwise;
}

curl_off_t ccurl_content_length(CURL *easy) { return offset_info(easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, -1); }

curl_off_t ccurl_total_time(CURL *easy) { return offset_info(easy, CURLINFO_TOTAL_TIME_T, 0); }

curl_off_t ccurl_pretransfer_time(CURL *easy) { return offset_info(easy, CURLINFO_PRETRANSFER_TIME_T, 0); }

CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) { return curl_multi_setopt(multi, option, value); }

bool ccurl_multi_next_ended(CURLM *multi, CURL **easy, CURLcode *result) {
  CURLMsg *message;
  int left = 0;
  while ((message = curl_multi_info_read(multi, &left)) != NULL) {
    if (message->msg != CURLMSG_DONE) continue;
    *easy = message->easy_handle;
    *result = message->data.result;
    return true;
  }
  return false;
}
