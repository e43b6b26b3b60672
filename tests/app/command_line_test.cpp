#include <unistd.h>

#include <nlohmann/json.hpp>

#include "app/version.hpp"
#include "tests/app/contains.hpp"
#include "tests/app/run_program.hpp"
#include "tests/catch.hpp"

namespace sluice::test::command_line_test {
namespace {

const std::vector<std::vector<std::string>> every_subcommand{
    {"serve"},
    {"demo"},
    {"bench"},
    {"channels"},
    {"req"},
    {"reference"},
    {"audit"},
    {"audit", "verify"},
    {"audit", "replay"},
    {"audit", "export"},
    {"route"},
    {"route", "explain"},
    {"alarms"},
    {"alarms", "list"},
    {"alarms", "ack"},
    {"alarms", "silence"},
    {"alarms", "test"},
    {"balance"},
    {"backup"},
    {"backup", "create"},
    {"backup", "list"},
    {"backup", "restore"},
    {"backup", "verify"},
    {"bills"},
    {"bills", "fetch"},
    {"bills", "show"},
    {"log"},
    {"log", "restored"},
    {"settlement"},
    {"settlement", "due"},
    {"settlement", "plan"},
    {"config"},
    {"config", "check"},
    {"config", "example"},
    {"sim"},
    {"sim", "run"},
    {"sim", "shrink"},
    {"sim", "scenarios"},
    {"status"},
    {"version"},
    {"completion"}};

}  // namespace

TEST_CASE("the program explains itself") {
  const auto help = run_sluice({"--help"});
  CHECK(help.status == 0);
  for (const auto* name : {"serve", "channels", "req", "audit", "sim", "config", "version"})
    CHECK_THAT(help.out, contains(name));
  CHECK_THAT(help.out, !contains("completion"));  // hidden
}

TEST_CASE("a prefix that is no subject is refused before anything starts") {
  const auto started = run_sluice({"serve", "--data", "/nonexistent/sluice", "--prefix", "pay.>"});
  CHECK(started.status == 2);
  CHECK_THAT(started.error, contains("names joined by dots"));
}

TEST_CASE("every subcommand explains itself with an example") {
  for (auto arguments : every_subcommand) {
    arguments.emplace_back("--help");
    const auto help = run_sluice(arguments);
    CAPTURE(help.out);
    CHECK(help.status == 0);
    CHECK_THAT(help.out, contains("Example:"));
  }
}

TEST_CASE("without a subcommand the help is shown and the status is 2") {
  const auto nothing = run_sluice({});
  CHECK(nothing.status == 2);
  CHECK_THAT(nothing.error, contains("First steps:"));
  CHECK(nothing.out.empty());
}

TEST_CASE("a mistyped subcommand gets a suggestion and status 2") {
  const auto typo = run_sluice({"srve"});
  CHECK(typo.status == 2);
  CHECK(typo.error ==
        "sluice: unknown subcommand \"srve\"; did you mean \"serve\"?\n"
        "sluice: `sluice --help` explains\n");
  const auto deeper = run_sluice({"audit", "verfy"});
  CHECK(deeper.status == 2);
  CHECK(deeper.error ==
        "sluice: unknown subcommand \"verfy\"; did you mean \"verify\"?\n"
        "sluice: `sluice audit --help` explains\n");
}

TEST_CASE("wrong options are told with status 2") {
  const auto unknown = run_sluice({"serve", "--dat", "x"});
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.error, contains("--dat") && contains("`sluice serve --help` explains"));
  CHECK(run_sluice({"audit"}).status == 2);
  CHECK(run_sluice({"route", "explain", "--data", "x"}).status == 2);
  CHECK(run_sluice({"audit", "verify"}).status == 2);
  CHECK(run_sluice({"config", "check"}).status == 2);
  CHECK(run_sluice({"completion", "tcsh"}).status == 2);
  CHECK(run_sluice({"channels", "--payer-delay", "soon"}).status == 2);
  CHECK(run_sluice({"req", "order.get", "{}", "--timeout", "0s"}).status == 2);
  CHECK(run_sluice({"req", "order.get", "{}", "--header", "nonsense"}).status == 2);
}

TEST_CASE("a header before the subject takes one word and no more") {
  const auto asked = run_sluice(
      {"req", "--header", "A:B", "--header", "C:D", "help", "--nats", "nats://127.0.0.1:1"});
  CHECK(asked.status == 1);
  CHECK_THAT(asked.error, contains("cannot connect to NATS"));
}

TEST_CASE("no message names a password that was typed") {
  const std::string url = "nats://eng:s3cret@127.0.0.1:1";
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"serve", "--nat", url},
           {"serve", "--nats=" + url, url},
           {"serve", "--data", "/nonexistent/sluice", "--prefix", url},
           {url},
           {"req", "help", "{}", url},
           {"req", "help", "--header", "nats//eng:s3cret@x", "--timeout", url},
           {"req", "help", "--nats", url, "--timeout", "1s"},
           {"req", "help", "--nats", "tls://s3cret@127.0.0.1:1,nats://a:s3cret@127.0.0.1:2"},
           {"bench", "nats-client", "--url", url, "--orders", "1", "--result", "/nonexistent/x",
            "--end-with", std::to_string(::getpid())}}) {
    const auto told = run_sluice(arguments);
    CAPTURE(told.error);
    CHECK(told.status != 0);
    CHECK_THAT(told.out + told.error, !contains("s3cret"));
    CHECK_FALSE(told.error.empty());
  }
}

TEST_CASE("the version names the program and its libraries") {
  const auto text = run_sluice({"version"});
  CHECK(text.status == 0);
  CHECK_THAT(text.out, contains("sluice " + std::string(app::version_info().version)));
  const auto json = nlohmann::json::parse(run_sluice({"version", "--json"}).out);
  for (const auto& [name, version] : json["libraries"].items()) {
    CAPTURE(name);
    CHECK_FALSE(version.get<std::string>().empty());
  }
  CHECK(json["libraries"].contains("RocksDB"));
  CHECK(json["libraries"].contains("CAF"));
}

TEST_CASE("the example and the demo configuration pass their own check") {
  const temporary_folder folder;
  for (const auto& options : std::vector<std::vector<std::string>>{{}, {"--demo"}}) {
    std::vector<std::string> arguments{"config", "example"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const auto example = run_sluice(arguments);
    CHECK(example.status == 0);
    const auto file = folder.write("sluice.toml", example.out);
    const auto checked = run_sluice({"config", "check", file});
    CHECK(checked.status == 0);
    CHECK_THAT(checked.out, contains("good") && !contains("warning"));
  }
}

TEST_CASE("limits that contradict each other are warned of, and are no fault") {
  const temporary_folder folder;
  auto text = run_sluice({"config", "example"}).out;
  text.replace(text.find("max_live_orders = 200000"), 24, "max_live_orders = 1000");
  const auto file = folder.write("sluice.toml", text);
  const auto checked = run_sluice({"config", "check", file});
  CHECK(checked.status == 0);
  CHECK_THAT(checked.out, contains("; 1 warning\n"));
  CHECK_THAT(checked.error, contains(file + ": warning: the sum of all channels' max_in_flight"));
  CHECK_THAT(checked.error, contains("(2176) is more than engine.max_live_orders (1000): not all"));
}

TEST_CASE("a wrong configuration is told with file, line and column, and status 1") {
  const temporary_folder folder;
  const auto file = folder.write("bad.toml", "colour = \"red\"\n");
  const auto checked = run_sluice({"config", "check", file});
  CHECK(checked.status == 1);
  CHECK_THAT(checked.error, contains(file + ":1:1: colour: unknown key"));
  CHECK_THAT(checked.error, contains("3 faults in " + file));
}

TEST_CASE("serve stops before it starts when the configuration is wrong") {
  const temporary_folder folder;
  const auto file = folder.write("bad.toml", "data_dir = 3\n");
  const auto served = run_sluice({"serve", "--config", file});
  CHECK(served.status == 2);
  CHECK_THAT(served.error, contains(file + ":1:12: data_dir: the value is a whole number"));
  const auto missing = run_sluice({"serve", "--config", "/nowhere.toml"});
  CHECK(missing.status == 2);
  CHECK_THAT(missing.error, contains("/nowhere.toml:1:1: the file cannot be read"));
}

TEST_CASE("req says so when there is no NATS server") {
  const auto asked =
      run_sluice({"req", "help", "--nats", "nats://127.0.0.1:" + std::to_string(free_port())});
  CHECK(asked.status == 1);
  CHECK(asked.out.empty());
  CHECK_THAT(asked.error, contains("sluice: cannot connect to NATS at"));
}

TEST_CASE("req refuses a configuration that is wrong") {
  CHECK(run_sluice({"req", "help", "--config", "/nowhere.toml"}).status == 2);
}

TEST_CASE("an audit of a folder without a log says so") {
  const temporary_folder folder;
  const auto data = (folder.path() / "none").string();
  CHECK(run_sluice({"audit", "verify", "--data", data}).status == 2);
  CHECK(run_sluice({"audit", "replay", "--data", data, "--order", "m1/A-1"}).status == 2);
  CHECK(run_sluice({"audit", "export", "--data", data}).status == 2);
  CHECK(run_sluice({"route", "explain", "--data", data, "--order", "m1/A-1"}).status == 2);
}

}  // namespace sluice::test::command_line_test
