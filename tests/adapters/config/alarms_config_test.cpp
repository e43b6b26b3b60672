// [alarms] and [alarms.receivers.NAME], and each way in which they can be wrong. No fault ever
// quotes a secret.

#include "tests/adapters/config/small_file.hpp"

namespace sluice::test::alarms_config_test {
namespace {

using namespace std::chrono_literals;

/// Where files of these tests find their secrets.
void know_secrets() {
  ::setenv("SLUICE_TEST_CHAT_URL", "https://chat.example/hook?key=hunter2", 1);
  ::setenv("SLUICE_TEST_TOKEN", "hunter2", 1);
  ::setenv("SLUICE_TEST_WORDS", "hunter2\nX-Evil: 1", 1);
}

configuration good(const std::string& lines) {
  know_secrets();
  auto read = small_file(lines);
  if (const auto* const all = std::get_if<std::vector<config_problem>>(&read))
    for (const auto& one : *all) FAIL_CHECK(to_string(one));
  REQUIRE(std::holds_alternative<configuration>(read));
  return std::get<configuration>(std::move(read));
}

alarm::thresholds thresholds_of(const std::string& lines) {
  return good("[alarms]\n" + lines).engine.alarms.thresholds;
}

/// Behind the place.
std::string fault(const std::string& lines) {
  const auto all = only_fault(lines);
  const auto at = all.find(": alarms.");
  return at == std::string::npos ? all : all.substr(at + 9);
}

bool begins(const std::string& text, const std::string& with) {
  INFO(text);
  return text.starts_with(with);
}

std::string mail_with(const std::string& more) {
  return "[alarms.receivers.mail]\nkind = \"smtp\"\nurl = \"smtp://mail.example:587\"\n"
         "from = \"sluice@pay.example\"\nto = [\"oncall@pay.example\"]\n" +
         more;
}

}  // namespace

TEST_CASE("without [alarms] people are alarmed from the usual thresholds on, and nobody is told") {
  CHECK(good("").engine.alarms.thresholds == alarm::thresholds{});
  CHECK(good("").engine.alarms.receivers.empty());
  CHECK(thresholds_of("") == alarm::thresholds{});
}

TEST_CASE("every threshold has its key") {
  const auto t = thresholds_of(R"(channel_errors = 13
channel_window = "61s"
minute_errors = 4
minutes = 6
minute = "62s"
total_errors = 26
total_window = "601s"
least_channels = 2
overdue = "91s"
endpoint_failing = "11m"
success_percent = 81
rate_window = "301s"
rate_least = 21
rate_short_window = "63s"
rate_short_least = 6
failures_in_a_row = 9
row_window = "3601s"
code_least = 22
code_percent = 31
code_window = "302s"
volume_deviations = 5
volume_minutes = 7
volume_least = 23
large_amount_minor = 500000001
large_day_minor = 500000002
payer_slow_after = "46s"
payer_slow_percent = 24
payer_slow_least = 51
payer_slow_window = "603s"
foreign_many = 11
foreign_window = "66s"
first_wait = "3s"
first_wait_watch = "64s"
repeat = "901s"
repeat_watch = "14401s"
escalate_first = "303s"
escalate_second = "902s"
held = "65s"
stale = "1801s"
flapping_window = "1802s"
flapping_clear = "903s"
)");
  CHECK(
      t ==
      alarm::thresholds{
          .channel_errors = 13,
          .channel_window = 61s,
          .minute_errors = 4,
          .minutes = 6,
          .minute = 62s,
          .total_errors = 26,
          .total_window = 601s,
          .least_channels = 2,
          .overdue = 91s,
          .endpoint_failing = 660s,
          .success_percent = 81,
          .rate_window = 301s,
          .rate_least = 21,
          .rate_short_window = 63s,
          .rate_short_least = 6,
          .failures_in_a_row = 9,
          .row_window = 3601s,
          .code_least = 22,
          .code_percent = 31,
          .code_window = 302s,
          .volume_deviations = 5,
          .volume_minutes = 7,
          .volume_least = 23,
          .large_amount_minor = 500'000'001,
          .large_day_minor = 500'000'002,
          .payer_slow_after = 46s,
          .payer_slow_percent = 24,
          .payer_slow_least = 51,
          .payer_slow_window = 603s,
          .foreign_many = 11,
          .foreign_window = 66s,
          .first_wait = 3s,
          .first_wait_watch = 64s,
          .repeat = 901s,
          .repeat_watch = 14'401s,
          .escalate_first = 303s,
          .escalate_second = 902s,
          .held = 65s,
          .stale = 1801s,
          .flapping_window = 1802s,
          .flapping_clear = 903s});
}

TEST_CASE("for demonstrations all windows are divided, whatever else is said of them") {
  const auto t = thresholds_of("divide_windows = 20\nchannel_window = \"40s\"\n");
  CHECK(t.channel_window == 2s);
  CHECK(t.rate_window == 15s);
  CHECK(t.first_wait == 100ms);
  CHECK(t.channel_errors == 12);
}

TEST_CASE("windows and percentages that cannot be are faults of the file") {
  const auto of = [](const std::string& line) { return fault("[alarms]\n" + line + '\n'); };
  CHECK(begins(of("channel_window = \"0s\""), "channel_window: "));
  CHECK(begins(of("total_window = \"25h\""), "total_window: "));
  CHECK(begins(of("minute = 60"), "minute: "));
  CHECK(begins(of("success_percent = 101"), "success_percent: "));
  CHECK(begins(of("code_percent = 0"), "code_percent: "));
  CHECK(begins(of("channel_errors = 0"), "channel_errors: "));
  CHECK(begins(of("divide_windows = 0"), "divide_windows: "));
  CHECK(begins(
      of("chanel_errors = 3"), "chanel_errors: unknown key; did you mean \"channel_errors\"?"));
}

TEST_CASE("times that contradict each other are faults of the file") {
  const auto of = [](const std::string& line) { return fault("[alarms]\n" + line + '\n'); };
  CHECK(begins(of("rate_short_window = \"6m\""), "rate_short_window: is longer than rate_window"));
  CHECK(begins(of("rate_window = \"30s\""), "rate_short_window: is longer than rate_window"));
  CHECK(begins(of("rate_short_least = 21"), "rate_short_least: is more than rate_least"));
  CHECK(begins(of("escalate_second = \"5m\""), "escalate_second: is not after escalate_first"));
  CHECK(begins(of("first_wait = \"16m\""), "first_wait: is longer than repeat"));
  CHECK(begins(of("first_wait_watch = \"5h\""), "first_wait_watch: is longer than repeat_watch"));
  CHECK(begins(of("flapping_clear = \"31m\""), "flapping_clear: is longer than flapping_window"));
}

TEST_CASE("receivers are known to the engine by name and wishes, and outside by their way") {
  const auto c = good(R"([alarms.receivers.bus]
kind = "nats"
[alarms.receivers.chat]
kind = "http"
url = "env:SLUICE_TEST_CHAT_URL"
bearer = "env:SLUICE_TEST_TOKEN"
urgency = "act_now"
limit_per_minute = 20
[alarms.receivers.mail]
kind = "smtp"
url = "smtp://mail.example:587"
from = "sluice@pay.example"
to = ["oncall@pay.example", "boss@pay.example"]
user = "sluice"
password = "env:SLUICE_TEST_TOKEN"
only = ["network_channel", "wallet_shut"]
[alarms.receivers.pager]
kind = "command"
command = ["/usr/local/bin/page", "-s", "-s"]
)");
  CHECK(c.engine.alarms.receivers ==
        std::vector<alarm::receiver>{
            {.name = "bus"},
            {.name = "chat", .only_how = alarm::urgency::act_now, .limit_per_minute = 20},
            {.name = "mail", .only = {alarm::kind::network_channel, alarm::kind::wallet_shut}},
            {.name = "pager"}});
  REQUIRE(c.receivers.size() == 4);
  CHECK(std::holds_alternative<notices::nats_way>(c.receivers[0].by));
  const auto& chat = std::get<notices::http_way>(c.receivers[1].by);
  CHECK(chat.url.reveal() == "https://chat.example/hook?key=hunter2");
  CHECK(chat.bearer.reveal() == "hunter2");
  const auto& mail = std::get<notices::smtp_way>(c.receivers[2].by);
  CHECK(mail.starttls);
  CHECK(mail.to.size() == 2);
  CHECK(mail.password.reveal() == "hunter2");
  CHECK(std::get<notices::command_way>(c.receivers[3].by).words ==
        std::vector<std::string>{"/usr/local/bin/page", "-s", "-s"});
}

TEST_CASE("a receiver that cannot be reached as it is written is a fault of the file") {
  const auto of = [](const std::string& lines) {
    return fault("[alarms.receivers.r]\n" + lines + '\n');
  };
  CHECK(begins(of(""), "receivers.r.kind: is missing"));
  CHECK(begins(of("kind = \"phone\""), "receivers.r.kind: "));
  CHECK(begins(of("kind = \"http\""), "receivers.r.url: is missing"));
  CHECK(begins(of("kind = \"http\"\nurl = \"chat.example\""), "receivers.r.url: is no http"));
  CHECK(begins(of("kind = \"nats\"\nurl = \"nats://x\""), "receivers.r.url: unknown key"));
  CHECK(begins(of("kind = \"command\""), "receivers.r.command: is missing"));
  CHECK(begins(of("kind = \"command\"\ncommand = []"), "receivers.r.command: is no list of words"));
  CHECK(begins(
      of("kind = \"command\"\ncommand = \"page\""), "receivers.r.command: is no list of words"));
  CHECK(begins(of("kind = \"command\"\ncommand = [\"page\"]"),
               "receivers.r.command: does not begin with a whole path; no shell looks for it"));
  CHECK(begins(of("kind = \"nats\"\nonly = [\"rain\"]"), "receivers.r.only: "));
  CHECK(begins(of("kind = \"nats\"\nurgency = \"act_now\"\nonly = [\"volume\"]"),
               "receivers.r.only: volume is not of this urgency"));
  CHECK(begins(of("kind = \"nats\"\nlimit_per_minute = 0"), "receivers.r.limit_per_minute: "));
}

TEST_CASE("a mail receiver is a server, one sender and at least one other, and no more") {
  know_secrets();
  const auto with = [](const std::string& key, const std::string& value) {
    auto text = mail_with("");
    const auto at = text.find('\n' + key + " = ") + 1;
    text.replace(at, text.find('\n', at) - at, key + " = " + value);
    return fault(text);
  };
  CHECK(begins(with("url", "\"mail.example\""), "receivers.mail.url: is no address of a mail"));
  const auto inside = with("url", "\"smtp://me:hunter2@mail.example\"");
  CHECK(begins(inside, "receivers.mail.url: is no address of a mail server"));
  CHECK(inside.find("hunter2") == std::string::npos);
  CHECK(begins(with("from", "\"a@b\\r\\nBcc: c@d\""), "receivers.mail.from: "));
  CHECK(begins(with("to", "[\"a@b>,<c@d\"]"), "receivers.mail.to: \"a@b>,<c@d\" is no address"));
  CHECK(begins(with("to", "[]"), "receivers.mail.to: the list is empty"));
  CHECK(begins(fault(mail_with("user = \"me\"\n")), "receivers.mail.user: is given without"));
  CHECK(begins(fault(mail_with("user = \"me\"\npassword = \"env:SLUICE_TEST_TOKEN\"\n"
                               "starttls = false\n")),
               "receivers.mail.starttls: is false, so that the password would travel in clear"));
}

TEST_CASE("secrets of receivers do not stand in the file, and are never quoted") {
  know_secrets();
  const auto written = fault(mail_with("user = \"me\"\npassword = \"hunter2\"\n"));
  CHECK(begins(written, "receivers.mail.password: a secret does not stand in this file"));
  CHECK(written.find("hunter2") == std::string::npos);
  const auto two = fault(
      "[alarms.receivers.r]\nkind = \"http\"\nurl = \"https://x\"\n"
      "bearer = \"env:SLUICE_TEST_WORDS\"\n");
  CHECK(begins(two, "receivers.r.bearer: is more than one word"));
  CHECK(two.find("hunter2") == std::string::npos);
}

TEST_CASE("there are no more than 16 receivers") {
  std::string lines;
  for (int i = 0; i < 17; ++i)
    lines += "[alarms.receivers.r" + std::to_string(i) + "]\nkind = \"nats\"\n";
  CHECK(begins(fault(lines), "receivers: has 17 receivers"));
}

}  // namespace sluice::test::alarms_config_test
