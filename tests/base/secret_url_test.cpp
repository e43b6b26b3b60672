#include "base/secret_url.hpp"

#include <type_traits>

#include "tests/catch.hpp"

using namespace sluice;

TEST_CASE("an address without secrets is shown as it is") {
  for (const std::string url :
       {"nats://127.0.0.1:4222", "tls://bus.example.com", "nats://[::1]:4222", "tls://[fe80::1]",
        "localhost:4222", "nats://a:4222,nats://b:4222", "nats://a:4222,b:4222", ""})
    CHECK(secret_url(url).shown() == url);
}

TEST_CASE("user, password and token are not shown, in whatever form") {
  struct row {
    const char* url;
    const char* shown;
  };
  for (const auto& r : {
           row{"nats://eng:s3cret@127.0.0.1:4222", "nats://***@127.0.0.1:4222"},
           row{"nats://s3cret@127.0.0.1:4222", "nats://***@127.0.0.1:4222"},
           row{"tls://:s3cret@bus", "tls://***@bus"},
           row{"nats://eng:s3%63ret%40@bus:1", "nats://***@bus:1"},
           row{"nats://eng:s3cret@x@bus:1", "nats://***@bus:1"},
           row{"nats://eng:s3/cret@bus:1", "nats://***@bus:1"},
           row{"nats://eng:s3 cret@bus:1", "nats://***@bus:1"},
           row{"nats://eng:s3cret@[::1]:4222", "nats://***@[::1]:4222"},
           row{"eng:s3cret@bus:1", "***@bus:1"},
           row{"nats://a:s3cret@h1,nats://b:s3cret@h2:2", "nats://***@h1,nats://***@h2:2"},
           row{"nats://h1:1,nats://b:s3cret@h2", "nats://h1:1,nats://***@h2"},
           row{"nats://a:s3cret@h1,h2:2", "nats://***@h1,h2:2"},
           row{"nats://a:s3,cret@h1", "nats://***@h1"},
           row{"nats://a:12,s3,cret@h1,nats://h2", "nats://***@h1,nats://h2"},
           row{"nats://eng:s3cret", "nats://***"},
           row{"nats://eng:s3cret@", "nats://***@***"},
           row{"nats://bus:4222/s3cret?token=s3cret#s3cret", "nats://bus:4222"},
           row{"s3cret!", "***"},
       }) {
    CAPTURE(r.url);
    CHECK(secret_url(r.url).shown() == r.shown);
  }
}

TEST_CASE("an address cannot be printed by mistake") {
  STATIC_REQUIRE_FALSE(std::is_convertible_v<secret_url, std::string>);
  STATIC_REQUIRE_FALSE(std::is_convertible_v<secret_url, std::string_view>);
}

TEST_CASE("of text only the words that look like addresses change") {
  CHECK(without_url_secrets("not expected: \"--nat\" nats://eng:s3cret@h:1, x") ==
        "not expected: \"--nat\" nats://***@h:1, x");
  CHECK(without_url_secrets("unknown subcommand \"tls://s3cret@h\"; did you mean \"serve\"?") ==
        "unknown subcommand \"tls://***@h\"; did you mean \"serve\"?");
  CHECK(without_url_secrets("--nats=nats://eng:s3cret@h:1") == "--nats=nats://***@h:1");
  CHECK(without_url_secrets(" plain: text, 1:2 ") == " plain: text, 1:2 ");
  CHECK(without_url_secrets("at nats://127.0.0.1:4222: no server.") ==
        "at nats://127.0.0.1:4222: no server.");
  CHECK(without_url_secrets("at nats://eng:s3cret@h:1: no server") ==
        "at nats://***@h:1: no server");
  CHECK(without_url_secrets("").empty());
}
