// With a real mail server (aiosmtpd) where there is one: else skipped, which is said.

#include "adapters/notices/smtp_receiver.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "adapters/notices/blocking_line.hpp"
#include "adapters/system/child_process.hpp"
#include "app/scratch_folder.hpp"
#include "source_tree.hpp"
#include "tests/adapters/nats/nats_server.hpp"
#include "tests/adapters/notices/sent.hpp"
#include "tests/adapters/signing/made_certificates.hpp"
#include "tests/catch.hpp"

namespace sluice::test::smtp_receiver_test {
using namespace sluice::notices;

namespace {

namespace fs = std::filesystem;

const std::atomic<bool> goes_on{false};

/// Debian's own python3: another one does not know Debian's packages.
constexpr auto python = "/usr/bin/python3";

bool can_take_mail() {
  if (std::system((std::string(python) + " -c 'import aiosmtpd' >/dev/null 2>&1").c_str()) == 0)
    return true;
  std::cout << "skipped: python3-aiosmtpd is not installed\n";
  return false;
}

class sink {
 public:
  explicit sink(std::vector<std::string> words = {})
      : folder_("mail", fs::temp_directory_path()), server_(command(std::move(words))) {
    for (int i = 0; i < 1000 && !fs::exists(folder_.path() / "port"); ++i)
      std::this_thread::sleep_for(millis{10});
    std::ifstream(folder_.path() / "port") >> port_;
    REQUIRE(port_ > 0);
  }
  [[nodiscard]] smtp_way way() const {
    return {.url = "smtp://localhost:" + std::to_string(port_),
            .from = "sluice@pay.example",
            .to = {"oncall@pay.example", "boss@pay.example"},
            .starttls = false};
  }
  /// The nth mail, from 1. Precondition: it has come.
  [[nodiscard]] nlohmann::json mail(int nth = 1) const {
    std::ifstream in(folder_.path() / std::to_string(nth));
    REQUIRE(in.good());
    return nlohmann::json::parse(in);
  }
  [[nodiscard]] bool has_any() const { return fs::exists(folder_.path() / "1"); }

 private:
  [[nodiscard]] std::vector<std::string> command(std::vector<std::string> more) const {
    std::vector<std::string> out{
        python, "-B", SLUICE_SOURCE_DIR "/tests/adapters/notices/smtp_sink.py",
        folder_.path().string()};
    out.insert(out.end(), more.begin(), more.end());
    return out;
  }
  app::scratch_folder folder_;
  int port_ = 0;
  child_process server_;
};

/// For "localhost", signed by itself.
struct identity {
  identity() : folder("tls", fs::temp_directory_path()) {
    const auto key = made_rsa();
    const auto made =
        made_certificate({.name = "localhost", .is_company = true, .days = 20'000}, key.get());
    std::ofstream(certificate()) << pem_of(made.get());
    std::ofstream(this->key()) << private_pem(key.get());
  }
  [[nodiscard]] std::string certificate() const { return folder.path() / "certificate.pem"; }
  [[nodiscard]] std::string key() const { return folder.path() / "key.pem"; }
  app::scratch_folder folder;
};

receiver_answer mail_to(const smtp_way& to, const letter& what = a_letter(),
                        millis limit = millis{10'000}) {
  return send_by_smtp(to, what, limit, goes_on);
}

}  // namespace

TEST_CASE("a mail server gets a mail that everybody can read") {
  if (!can_take_mail()) return;
  const sink server;
  const auto l = a_letter(a_notice("微信\r\nBcc: thief@evil.example"), "alarm-7.2.9", "alarm-7");
  CHECK(mail_to(server.way(), l).why.empty());
  const auto mail = server.mail();
  CHECK(mail["from"] == "sluice@pay.example");
  CHECK(mail["to"] == nlohmann::json{"oncall@pay.example", "boss@pay.example"});
  CHECK(mail["defects"].empty());
  const auto& headers = mail["headers"];
  CHECK(headers["subject"] ==
        "微信  Bcc: thief@evil.example: calls to a channel fail one after the other");
  CHECK(headers["message-id"] == "<alarm-7.2.9@log1.sluice>");
  CHECK(headers["in-reply-to"] == "<alarm-7@log1.sluice>");
  CHECK(headers["references"] == "<alarm-7@log1.sluice>");
  CHECK(headers["date"] == "Fri, 02 Jan 2026 03:04:05 +0000");
  CHECK_FALSE(headers.contains("bcc"));
  CHECK(mail["text"].get<std::string>().find("sluice alarms ack 7") != std::string::npos);
}

TEST_CASE("two tries of one notice have one Message-ID") {
  if (!can_take_mail()) return;
  const sink server;
  CHECK(mail_to(server.way()).is_delivered);
  CHECK(mail_to(server.way()).is_delivered);
  CHECK(server.mail(1)["headers"]["message-id"] == server.mail(2)["headers"]["message-id"]);
}

TEST_CASE("with STARTTLS nothing is sent in clear, nor to whom we do not trust") {
  if (!can_take_mail()) return;
  const sink plain;
  auto to = plain.way();
  to.starttls = true;
  CHECK(mail_to(to).why == "has a mail server without STARTTLS; nothing was sent");
  CHECK_FALSE(plain.has_any());

  const identity known;
  const sink encrypted({"--tls", known.certificate(), known.key(), "--login", "me", "hunter2"});
  to = encrypted.way();
  to.starttls = true;
  to.user = "me";
  to.password = secret("hunter2");
  CHECK(mail_to(to).why ==
        "has a mail server whose certificate is not one that we trust; nothing was sent");
  CHECK_FALSE(encrypted.has_any());
  to.authorities_file = known.certificate();
  CHECK(mail_to(to).why.empty());
  CHECK(encrypted.mail()["tls"] == true);
  CHECK(encrypted.mail()["login"] == true);
  to.password = secret("wrong");
  CHECK(mail_to(to).why == "does not let us log in to its mail server (SMTP 535)");
}

TEST_CASE("a mail that is refused is told with the server's code, and none of its words") {
  if (!can_take_mail()) return;
  const sink server({"--refuse"});
  const auto said = mail_to(server.way());
  INFO(said.why);
  CHECK(said.why.starts_with("has a mail server that did not take the mail: "));
  CHECK(said.why.ends_with(" (SMTP 554)"));
  CHECK(said.why.find("hunter2") == std::string::npos);
}

TEST_CASE("a mail server that is not there, or says nothing, is told of in time") {
  smtp_way to{.url = "smtp://127.0.0.1:1",
              .from = "sluice@pay.example",
              .to = {"oncall@pay.example"},
              .starttls = false};
  CHECK(mail_to(to).why == "has a mail server that takes no connection");
  const int silent = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  REQUIRE(::bind(silent, generic, size) == 0);
  REQUIRE(::listen(silent, 8) == 0);
  REQUIRE(::getsockname(silent, generic, &size) == 0);
  to.url = "smtp://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  CHECK(mail_to(to, a_letter(), millis{300}).why ==
        "has a mail server that did not answer in time");
  blocking_line line([&](const letter& what, const std::atomic<bool>& stopping) {
    return send_by_smtp(to, what, patience, stopping);
  });
  std::promise<receiver_answer> said;
  line.send(a_letter(), [&](receiver_answer a) { said.set_value(std::move(a)); });
  std::this_thread::sleep_for(millis{50});
  line.stop();
  CHECK(said.get_future().get().why == "was not told: the engine ends");
  ::close(silent);
}

}  // namespace sluice::test::smtp_receiver_test
