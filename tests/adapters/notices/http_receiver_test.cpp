// With real servers, some of which misbehave.

#include "adapters/notices/http_receiver.hpp"

#include <mutex>

#include "adapters/http/http_server.hpp"
#include "tests/adapters/http/raw_server.hpp"
#include "tests/adapters/notices/sent.hpp"
#include "tests/catch.hpp"

namespace sluice::test::http_receiver_test {
using namespace sluice::notices;

namespace {

receiver_answer post_to(const std::string& url, secret bearer = {}, millis limit = millis{5'000}) {
  http_receiver to({.url = secret(url), .bearer = std::move(bearer)}, limit);
  return sent_by(to);
}

receiver_answer told_by(const std::string& bytes) {
  raw_server server([&](const std::string&, int) { return reaction{bytes}; });
  return post_to(server.url());
}

}  // namespace

TEST_CASE("a receiver gets the letter's JSON, and a token if it wants one") {
  std::mutex guard;
  http_request last;
  http_server server("127.0.0.1:0", [&](http_request asked, const http_server::respond& answer) {
    const std::lock_guard held(guard);
    last = std::move(asked);
    answer(http_response{.status = 204});
  });
  const auto url = "http://127.0.0.1:" + std::to_string(server.port()) + "/hook?key=1";
  CHECK(post_to(url).is_delivered);
  {
    const std::lock_guard held(guard);
    CHECK(last.method == "POST");
    CHECK(last.target == "/hook?key=1");
    CHECK(last.body == a_letter().json);
    CHECK(last.headers.find("content-type") == "application/json");
    CHECK_FALSE(last.headers.find("authorization"));
  }
  CHECK(post_to(url, secret("t-1")).is_delivered);
  const std::lock_guard held(guard);
  CHECK(last.headers.find("authorization") == "Bearer t-1");
}

TEST_CASE("a redirect is not followed") {
  int followed = 0;
  raw_server elsewhere([&](const std::string&, int) {
    ++followed;
    return reaction{http_answer("")};
  });
  const auto said = told_by(
      "HTTP/1.1 302 Found\r\nLocation: " + elsewhere.url() + "/\r\nContent-Length: 0\r\n\r\n");
  CHECK(said.why ==
        "redirects, and a receiver must not; put where it leads into the file (HTTP 302)");
  CHECK(followed == 0);
}

TEST_CASE("a receiver that answers without end is cut off, and told of in its own sentence") {
  const auto said = told_by(
      "HTTP/1.1 200 OK\r\nContent-Length: 10737418240\r\n\r\n" + std::string(1U << 20U, 'x'));
  CHECK(said.why ==
        "answers with more than 64 KiB, which nobody reads; a receiver's answer is its status");
}

TEST_CASE("whatever else a receiver does is told without its words") {
  CHECK(told_by(http_answer("hunter2", "500 hunter2")).why == "refuses the notice (HTTP 500)");
  CHECK(told_by("no HTTP at all\r\n\r\n").why == "cannot be reached, or broke off");
  CHECK(post_to("http://127.0.0.1:1/").why == "cannot be reached, or broke off");
  raw_server silent([](const std::string&, int) { return reaction{.next = reaction::then::hang}; });
  CHECK(post_to(silent.url(), {}, millis{200}).why == "did not answer in time");
}

TEST_CASE("after its end a receiver is told nothing") {
  http_receiver to({.url = secret("http://127.0.0.1:1/")});
  to.stop();
  CHECK(sent_by(to).why == "was not told: the engine ends");
}

}  // namespace sluice::test::http_receiver_test
