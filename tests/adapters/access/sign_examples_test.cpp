// deploy/sign.py and deploy/sign.mjs sign as the engine checks.

#include <array>
#include <cstdio>
#include <iostream>

#include "adapters/access/key_file.hpp"
#include "adapters/access/signed_text.hpp"
#include "source_tree.hpp"
#include "tests/adapters/access/own_folder.hpp"
#include "tests/catch.hpp"

namespace sluice::access {
namespace {

/// What a command prints; nothing: it failed.
std::optional<std::string> printed(const std::string& command) {
  auto* const pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
  std::string out;
  std::array<char, 4096> some{};
  while (const auto size = std::fread(some.data(), 1, some.size(), pipe))
    out.append(some.data(), size);
  return ::pclose(pipe) == 0 ? std::optional(out) : std::nullopt;
}

void check_example(const std::string& program, const std::string& script) {
  if (!printed(program + " --version")) {
    std::cout << "skipped: " << program << " is not installed\n";
    return;
  }
  if (!printed("openssl version")) {
    std::cout << "skipped: openssl is not installed\n";
    return;
  }
  const testing::own_folder folder;
  for (const auto kind : {key_kind::hmac_sha256, key_kind::ed25519}) {
    CAPTURE(name_of(kind));
    const auto made = make_key(kind);
    const auto file = folder.path() / made.id.value();
    REQUIRE_FALSE(hand_out_to(file, made, principal_id{"shop"}));
    const auto signature = sign(
        made, signed_text({.prefix = "pay",
                           .subject = "pay.order.get",
                           .key_id = made.id.value(),
                           .timestamp = "1800000000000",
                           .nonce = "0123456789abcdef",
                           .message_id = "C-1",
                           .content_type = "application/json",
                           .body = "{\"merchant\":\"\xe5\xba\x97\"}"}));
    CHECK(printed(program + " " SLUICE_SOURCE_DIR "/deploy/" + script + ' ' + file.string() +
                  " pay.order.get '{\"merchant\":\"\xe5\xba\x97\"}' --id C-1 --type "
                  "application/json --time 1800000000000 --nonce 0123456789abcdef") ==
          "Pay-Key-Id: " + made.id.value() +
              "\nPay-Timestamp: 1800000000000\nPay-Nonce: 0123456789abcdef\nPay-Signature: " +
              signature + "\nNats-Msg-Id: C-1\nContent-Type: application/json\n");
  }
}

}  // namespace

TEST_CASE("a service in Python signs as the engine checks") { check_example("python3", "sign.py"); }

TEST_CASE("a service in Node signs as the engine checks") { check_example("node", "sign.mjs"); }

}  // namespace sluice::access
