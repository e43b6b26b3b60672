#include <algorithm>
#include <fstream>
#include <sstream>
#include <tuple>

#include "adapters/config/sections.hpp"
#include "adapters/system/log_lines.hpp"

namespace sluice {
namespace {

void read_log_level(toml_reader& in, severity& out) {
  choice allowed{.what = "log level", .names = {}};
  for (const auto level : {severity::debug, severity::info, severity::warning, severity::critical})
    allowed.names.emplace_back(name_of(level));
  if (const auto name = in.one_of("log_level", allowed)) out = *severity_from_name(*name);
}

configuration read_root(toml_reader& root) {
  configuration out;
  root.text("data_dir", out.data_dir);
  read_log_level(root, out.log_level);
  if (auto in = root.table("engine")) config::read_engine(*in, out.engine);
  if (auto in = root.table("nats")) config::read_nats(*in, out.nats);
  if (auto in = root.table("notifications")) config::read_notifications(*in, out.notifications);
  if (auto in = root.table("metrics")) config::read_metrics(*in, out.metrics);
  if (auto in = root.table("call_records")) config::read_call_records(*in, out.call_records);
  if (auto in = root.table("simulated_channels"))
    out.simulated_channels = config::read_simulated_channels(*in);
  if (root.require("channels", "at least one table such as [channels.alipay]"))
    if (auto in = root.table("channels")) config::read_channels(*in, out);
  if (auto in = root.table("hosts")) config::read_hosts(*in, out);
  if (auto in = root.table("webhooks")) config::read_webhooks(*in, out.webhooks);
  if (root.require("merchants", "at least one table such as [merchants.m1]"))
    if (auto in = root.table("merchants")) config::read_merchants(*in, out);
  if (auto in = root.table("routing")) config::read_routing(*in, out.engine);
  if (auto in = root.table("degradation")) config::read_degradation(*in, out.engine);
  if (auto in = root.table("endpoints")) config::read_endpoints(*in, out.engine);
  if (auto in = root.table("risk")) config::read_risk(*in, out);
  if (auto in = root.table("alarms")) config::read_alarms(*in, out);
  if (auto in = root.table("access")) config::read_access(*in, out.access);
  if (auto in = root.table("principals")) config::read_principals(*in, out);
  if (auto in = root.table("approvals")) config::read_approvals(*in, out.access.book);
  root.finish();
  return out;
}

std::vector<config_problem> in_file_order(std::vector<config_problem> problems) {
  const auto place = [](const config_problem& p) {
    return std::tie(p.line, p.column, p.key, p.what, p.allowed);
  };
  std::sort(problems.begin(), problems.end(),
            [&](const auto& a, const auto& b) { return place(a) < place(b); });
  // Times that hold for several business types are read once for each.
  const auto same = [&](const auto& a, const auto& b) { return place(a) == place(b); };
  problems.erase(std::unique(problems.begin(), problems.end(), same), problems.end());
  return problems;
}

/// What `use` makes of the file's table; where there were faults, these.
template <class Read, class Use>
std::variant<Read, std::vector<config_problem>> read_text(std::string_view text, reading shared,
                                                          Use&& use) {
  try {
    const auto parsed = toml::parse(text, std::string_view(shared.file));
    toml_reader root(parsed, "", shared);
    auto out = std::forward<Use>(use)(root);
    if (shared.problems.empty()) return out;
  } catch (const toml::parse_error& e) {
    const auto& place = e.source().begin;
    shared.problems.push_back(
        {.file = shared.file,
         .line = place.line,
         .column = place.column,
         .key = "",
         .what = std::string(e.description()),
         .allowed = "TOML 1.0, see `sluice config example`"});
  }
  return in_file_order(std::move(shared.problems));
}

std::variant<std::string, std::vector<config_problem>> text_of(const std::string& path) {
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (file) text << file.rdbuf();
  if (file && text) return text.str();
  return std::vector{config_problem{
      .file = path,
      .line = 1,
      .column = 1,
      .key = "",
      .what = "the file cannot be read",
      .allowed = "a TOML file, see `sluice config example`"}};
}

}  // namespace

std::string to_string(const config_problem& p) {
  auto out = p.file + ':' + std::to_string(p.line) + ':' + std::to_string(p.column) + ": ";
  if (!p.key.empty()) out += p.key + ": ";
  out += p.what;
  if (!p.allowed.empty()) out += " (allowed: " + p.allowed + ')';
  return out;
}

config_result read_configuration(std::string_view text, const std::string& file,
                                 const key_sources& secrets) {
  return read_text<configuration>(text, {.file = file, .secrets = secrets}, read_root);
}

config_result load_configuration(const std::string& path, const key_sources& secrets) {
  auto text = text_of(path);
  if (auto* const problems = std::get_if<std::vector<config_problem>>(&text))
    return std::move(*problems);
  auto& written = std::get<std::string>(text);
  auto result = read_configuration(written, path, secrets);
  if (auto* const read = std::get_if<configuration>(&result)) {
    read->file = path;
    read->text = secret(std::move(written));
  }
  return result;
}

std::variant<metrics_settings, std::vector<config_problem>> load_metrics_settings(
    const std::string& path) {
  auto text = text_of(path);
  if (auto* const problems = std::get_if<std::vector<config_problem>>(&text))
    return std::move(*problems);
  const key_sources none;
  return read_text<metrics_settings>(
      std::get<std::string>(text), {.file = path, .secrets = none}, [](toml_reader& root) {
        metrics_settings out;
        if (auto in = root.table("metrics")) config::read_metrics(*in, out);
        return out;
      });
}

}  // namespace sluice
