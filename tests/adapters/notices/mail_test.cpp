#include "adapters/notices/mail.hpp"

#include <algorithm>
#include <sstream>

#include "base/base64.hpp"
#include "tests/adapters/notices/sent.hpp"
#include "tests/catch.hpp"

namespace sluice::test::mail_test {
using namespace sluice::notices;

namespace {

std::vector<std::string> lines_of(const std::string& mail) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < mail.size();) {
    const auto end = mail.find("\r\n", at);
    REQUIRE(end != std::string::npos);
    out.push_back(mail.substr(at, end - at));
    at = end + 2;
  }
  return out;
}

/// Its lines, but for the body.
std::vector<std::string> headers_of(const letter& l) {
  auto all = lines_of(mail_of(l, "sluice@pay.example", {"oncall@pay.example"}));
  all.erase(std::find(all.begin(), all.end(), ""), all.end());
  return all;
}

}  // namespace

TEST_CASE("a mail has the headers of one, and its text as it is") {
  const auto l = a_letter();
  const auto mail = mail_of(l, "sluice@pay.example", {"oncall@pay.example", "boss@pay.example"});
  const auto all = lines_of(mail);
  CHECK(std::vector<std::string>(all.begin(), all.begin() + 10) ==
        std::vector<std::string>{
            "Date: Fri, 02 Jan 2026 03:04:05 +0000", "From: sluice@pay.example",
            "To: oncall@pay.example, boss@pay.example",
            "Subject: wechat: calls to a channel fail one after the other",
            "Message-ID: <alarm-7@log1.sluice>", "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8",
            "Content-Transfer-Encoding: base64", ""});
  std::string body;
  for (std::size_t i = 10; i < all.size(); ++i) {
    CHECK(all[i].size() <= 76);
    body += all[i];
  }
  CHECK(bytes_from_base64(body) == l.text);
}

TEST_CASE("a later mail of an alarm answers its first one") {
  const auto all = headers_of(a_letter(a_notice(), "alarm-7.2.9", "alarm-7"));
  CHECK(std::count(all.begin(), all.end(), "Message-ID: <alarm-7.2.9@log1.sluice>") == 1);
  CHECK(std::count(all.begin(), all.end(), "In-Reply-To: <alarm-7@log1.sluice>") == 1);
  CHECK(std::count(all.begin(), all.end(), "References: <alarm-7@log1.sluice>") == 1);
}

TEST_CASE("whatever a key holds begins no header and ends none") {
  for (const auto* key : {"x\r\nBcc: thief@evil.example", "x\nBcc: thief@evil.example",
                          "x\r\n\r\nsend money", "x\rBcc: y", "x\x7f\x01"}) {
    const auto all = headers_of(a_letter(a_notice(key)));
    CHECK(std::ranges::count_if(all, [](const auto& one) { return one[0] != ' '; }) == 9);
    for (const auto& one : all) {
      CHECK_FALSE(one.starts_with("Bcc"));
      for (const char c : one) CHECK(static_cast<unsigned char>(c) >= 0x20);
    }
  }
}

TEST_CASE("a subject in Chinese is encoded in words that cut no character in two") {
  std::string key;
  for (int i = 0; i < 40; ++i) key += "微信";
  std::string subject, text;
  for (const auto& one : headers_of(a_letter(a_notice(key)))) {
    CHECK(one.size() <= 100);
    if (one.starts_with("Subject: "))
      subject = one.substr(9);
    else if (one.starts_with(' '))
      subject += one;
  }
  std::istringstream words(subject);
  for (std::string word; words >> word;) {
    REQUIRE(word.size() <= 75);
    REQUIRE(word.starts_with("=?UTF-8?B?"));
    REQUIRE(word.ends_with("?="));
    const auto part = bytes_from_base64(word.substr(10, word.size() - 12));
    REQUIRE(part);
    CHECK((static_cast<unsigned char>(part->front()) & 0xc0U) != 0x80U);
    text += *part;
  }
  CHECK(text == key + ": calls to a channel fail one after the other");
}

TEST_CASE("a long subject is folded where it has blanks, and one that looks encoded is encoded") {
  const auto l =
      a_letter(a_notice("a channel with a name that is longer than all names should be"));
  std::string all;
  for (const auto& one : headers_of(l))
    if (one.starts_with("Subject: ") || one.starts_with(' ')) {
      CHECK(one.size() <= 80);
      all += one;
    }
  CHECK(all == "Subject: " + l.subject);
  const auto like = headers_of(a_letter(a_notice("=?UTF-8?B?aGk=?=")));
  CHECK(like[3].starts_with("Subject: =?UTF-8?B?PT9VVEYt"));
}

TEST_CASE("an address of mail is one, and nothing that could be two or a command") {
  CHECK(is_mail_address("on-call+night@pay.example"));
  for (const auto* no : {"", "oncall", "@pay.example", "oncall@", "a@b@c", "a@b,c@d", "<a@b>",
                         "a b@c", "a@b\r\nRCPT TO:<c@d>", "\"a b\"@c", "a@b>"})
    CHECK_FALSE(is_mail_address(no));
}

}  // namespace sluice::test::mail_test
