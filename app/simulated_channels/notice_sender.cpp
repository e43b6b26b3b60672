#include "app/simulated_channels/notice_sender.hpp"

#include <curl/curl.h>

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

namespace sluice {
namespace {

constexpr long connect_limit_ms = 1000;
constexpr long call_limit_ms = 5000;
constexpr std::size_t most_answer_bytes = std::size_t{64} * 1024;

struct easy_deleter {
  void operator()(CURL* handle) const noexcept { curl_easy_cleanup(handle); }
};
using easy_handle = std::unique_ptr<CURL, easy_deleter>;

std::size_t keep_body(char* data, std::size_t size, std::size_t count, void* into) {
  auto& body = *static_cast<std::string*>(into);
  const auto bytes = size * count;
  if (body.size() + bytes > most_answer_bytes) return 0;  // fewer than offered: curl gives up
  body.append(data, bytes);
  return bytes;
}

int stop_when_told(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<std::atomic<bool>*>(stopping)->load() ? 1 : 0;
}

easy_handle make_handle(std::atomic<bool>& stopping) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  easy_handle handle{curl_easy_init()};
  if (!handle) throw std::runtime_error{"libcurl cannot make a handle"};
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_CONNECTTIMEOUT_MS, connect_limit_ms);
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, call_limit_ms);
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle.get(), CURLOPT_NOPROXY, "*");  // the receiver is on loopback
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, keep_body);
  curl_easy_setopt(handle.get(), CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(handle.get(), CURLOPT_XFERINFOFUNCTION, stop_when_told);
  curl_easy_setopt(handle.get(), CURLOPT_XFERINFODATA, &stopping);
  return handle;
}

struct list_deleter {
  void operator()(curl_slist* list) const noexcept { curl_slist_free_all(list); }
};
using header_list = std::unique_ptr<curl_slist, list_deleter>;

void add(header_list& to, const std::string& name, const std::string& value) {
  auto* const longer = curl_slist_append(to.get(), (name + ": " + value).c_str());
  if (longer == nullptr) return;
  static_cast<void>(to.release());  // the longer list begins with it
  to.reset(longer);
}

struct received {
  int status = 0;
  std::string body{};
};

/// Nothing: there is none.
std::optional<received> post(CURL* handle, const outgoing_notice& n) {
  received out;
  header_list headers;
  add(headers, "Content-Type", n.content.content_type);
  for (const auto& [name, value] : n.content.headers) add(headers, name, value);
  const auto& body = n.content.body;
  curl_easy_setopt(handle, CURLOPT_URL, n.url.c_str());
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers.get());
  curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
  curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body.c_str());
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &out.body);
  const auto outcome = curl_easy_perform(handle);
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, nullptr);
  if (outcome != CURLE_OK) return std::nullopt;
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  out.status = static_cast<int>(status);
  return out;
}

}  // namespace

struct notice_sender::inside {
  explicit inside(on_answer heard_) : heard{std::move(heard_)} {}

  on_answer heard;
  std::atomic<bool> stopping{false};
  std::mutex guard{};
  std::condition_variable changed{};
  std::deque<outgoing_notice> waiting{};
  easy_handle handle = make_handle(stopping);
  std::thread thread{};

  void run() {
    while (auto next = take()) {
      const auto answer = post(handle.get(), *next);
      if (answer) heard(*next, answer->status, answer->body);
    }
  }

  std::optional<outgoing_notice> take() {
    std::unique_lock lock{guard};
    changed.wait(lock, [&] { return stopping || !waiting.empty(); });
    if (stopping) return std::nullopt;
    auto next = std::move(waiting.front());
    waiting.pop_front();
    return next;
  }
};

notice_sender::notice_sender(on_answer heard)
    : inside_{std::make_unique<inside>(std::move(heard))} {
  inside_->thread = std::thread{[this] { inside_->run(); }};
}

notice_sender::~notice_sender() { stop(); }

void notice_sender::send(outgoing_notice n) {
  {
    const std::lock_guard lock{inside_->guard};
    inside_->waiting.push_back(std::move(n));
  }
  inside_->changed.notify_one();
}

void notice_sender::stop() {
  {
    const std::lock_guard lock{inside_->guard};
    inside_->stopping = true;
  }
  inside_->changed.notify_one();
  if (inside_->thread.joinable()) inside_->thread.join();
}

}  // namespace sluice
