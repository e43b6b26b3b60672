#include "adapters/notices/smtp_receiver.hpp"

#include <curl/curl.h>

#include <memory>
#include <utility>

#include "adapters/notices/line.hpp"
#include "adapters/notices/mail.hpp"

namespace sluice::notices {
namespace {

struct close_easy {
  void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
struct free_list {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};

/// One mail on its way.
class transfer {
 public:
  transfer(const smtp_way& to, std::string mail, const std::atomic<bool>& stopping)
      : to_(to), mail_(std::move(mail)), stopping_(stopping), handle_(curl_easy_init()) {}

  /// False: libcurl refuses one of the options.
  [[nodiscard]] bool prepare(millis limit) {
    return handle_ != nullptr && set_server(limit) && set_login() && set_mail();
  }
  [[nodiscard]] CURLcode perform() { return curl_easy_perform(handle_.get()); }
  [[nodiscard]] long last_code() const {
    long code = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &code);
    return code;
  }

 private:
  template <class Value>
  [[nodiscard]] bool set(CURLoption option, Value value) {
    return curl_easy_setopt(handle_.get(), option, value) == CURLE_OK;
  }
  [[nodiscard]] bool set_server(millis limit) {
    return set(CURLOPT_NOSIGNAL, 1L) && set(CURLOPT_PROTOCOLS_STR, "smtp,smtps") &&
           set(CURLOPT_PROXY, "") && set(CURLOPT_URL, to_.url.c_str()) &&
           set(CURLOPT_USE_SSL,
               static_cast<long>(to_.starttls ? CURLUSESSL_ALL : CURLUSESSL_NONE)) &&
           (to_.authorities_file.empty() || set(CURLOPT_CAINFO, to_.authorities_file.c_str())) &&
           set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(patience_to_connect.count())) &&
           set(CURLOPT_TIMEOUT_MS, static_cast<long>(limit.count())) &&
           set(CURLOPT_NOPROGRESS, 0L) && set(CURLOPT_XFERINFOFUNCTION, &transfer::on_progress) &&
           set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
  }
  [[nodiscard]] bool set_login() {
    return to_.user.empty() || (set(CURLOPT_USERNAME, to_.user.c_str()) &&
                                set(CURLOPT_PASSWORD, to_.password.reveal().c_str()));
  }
  [[nodiscard]] bool set_mail() {
    for (const auto& one : to_.to) {
      auto* longer = curl_slist_append(recipients_.get(), ('<' + one + '>').c_str());
      if (longer == nullptr) return false;
      if (recipients_ == nullptr) recipients_.reset(longer);
    }
    return set(CURLOPT_MAIL_FROM, ('<' + to_.from + '>').c_str()) &&
           set(CURLOPT_MAIL_RCPT, recipients_.get()) && set(CURLOPT_UPLOAD, 1L) &&
           set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(mail_.size())) &&
           set(CURLOPT_READFUNCTION, &transfer::on_read) &&
           set(CURLOPT_READDATA, static_cast<void*>(this));
  }
  static std::size_t on_read(char* buffer, std::size_t size, std::size_t count, void* self) {
    auto& me = *static_cast<transfer*>(self);
    const auto length = me.mail_.copy(buffer, size * count, me.read_);
    me.read_ += length;
    return length;
  }
  static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<transfer*>(self)->stopping_ ? 1 : 0;
  }

  const smtp_way& to_;
  const std::string mail_;
  const std::atomic<bool>& stopping_;
  std::unique_ptr<CURL, close_easy> handle_;
  std::unique_ptr<curl_slist, free_list> recipients_{};
  std::size_t read_ = 0;
};

std::string why_of(CURLcode code, long last_code) {
  const auto with_code = [&](std::string text) {
    return last_code == 0 ? text : text + " (SMTP " + std::to_string(last_code) + ')';
  };
  if (code == CURLE_COULDNT_RESOLVE_HOST) return "has a mail server whose name leads nowhere";
  if (code == CURLE_COULDNT_CONNECT) return "has a mail server that takes no connection";
  if (code == CURLE_OPERATION_TIMEDOUT) return "has a mail server that did not answer in time";
  if (code == CURLE_LOGIN_DENIED) return with_code("does not let us log in to its mail server");
  if (code == CURLE_USE_SSL_FAILED) return "has a mail server without STARTTLS; nothing was sent";
  if (code == CURLE_PEER_FAILED_VERIFICATION)
    return "has a mail server whose certificate is not one that we trust; nothing was sent";
  if (code == CURLE_ABORTED_BY_CALLBACK) return "was not told: the engine ends";
  return with_code(
      "has a mail server that did not take the mail: " + std::string(curl_easy_strerror(code)));
}

}  // namespace

receiver_answer send_by_smtp(const smtp_way& to, const letter& what, millis limit,
                             const std::atomic<bool>& stopping) {
  transfer mail(to, mail_of(what, to.from, to.to), stopping);
  if (!mail.prepare(limit)) return {.why = "has settings that libcurl does not take"};
  const auto code = mail.perform();
  if (code == CURLE_OK) return {.is_delivered = true};
  return {.why = why_of(code, mail.last_code())};
}

}  // namespace sluice::notices
