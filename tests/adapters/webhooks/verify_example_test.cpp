// deploy/verify_webhook.py takes what the engine signs, and nothing else.

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "adapters/webhooks/body.hpp"
#include "adapters/webhooks/signature.hpp"
#include "app/scratch_folder.hpp"
#include "source_tree.hpp"
#include "tests/adapters/webhooks/message.hpp"
#include "tests/catch.hpp"

namespace sluice::test::verify_example_test {
using namespace sluice::webhooks;

namespace {

bool succeeds(const std::string& command) { return std::system(command.c_str()) == 0; }

signing_key key(const std::string& text) {
  return std::get<signing_key>(signing_key::from_text(secret(text)));
}

}  // namespace

TEST_CASE("a receiver in Python takes what is signed, and nothing else") {
  if (!succeeds("python3 --version >/dev/null 2>&1")) {
    std::cout << "skipped: python3 is not installed\n";
    return;
  }
  const app::scratch_folder folder("webhook", std::filesystem::temp_directory_path());
  const auto secret_file = folder.path() / "secret", body_file = folder.path() / "body";
  const std::string ours = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const std::string next = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  std::ofstream(secret_file) << ours << '\n';
  const auto body = body_of(paid_message());
  std::ofstream(body_file) << body;
  const auto takes = [&](const std::vector<signing_key>& keys, const std::string& time) {
    const auto headers = signed_headers("msg_1", instant{millis{1'767'323'045'678}}, body, keys);
    return succeeds(
        "python3 " SLUICE_SOURCE_DIR "/deploy/verify_webhook.py " + secret_file.string() +
        " msg_1 1767323045 '" + std::string(*headers.find("webhook-signature")) + "' --time " +
        time + " <" + body_file.string());
  };
  CHECK(takes({key(ours)}, "1767323345"));
  CHECK(takes({key(next), key(ours)}, "1767322745"));
  CHECK_FALSE(takes({key(next)}, "1767323045"));
  CHECK_FALSE(takes({key(ours)}, "1767323346"));
  std::ofstream(body_file, std::ios::app) << ' ';
  CHECK_FALSE(takes({key(ours)}, "1767323045"));
}

}  // namespace sluice::test::verify_example_test
