#include "app/configuration_file.hpp"

#include <filesystem>
#include <utility>

#include "adapters/config/key_differences.hpp"
#include "app/demo/known_secrets.hpp"

namespace sluice::app {

configuration_file::configuration_file(const configuration& started_with, keepers who,
                                       std::shared_ptr<observer> tells)
    : started_(started_with),
      had_keystore_(std::filesystem::exists(keystore_file(started_.access, started_.data_dir))),
      keepers_(std::move(who)),
      tells_(std::move(tells)),
      taken_over_(started_with.text),
      read_(started_with.text),
      risk_(started_with.engine.risk) {}

std::variant<configuration_file::reading, configuration_file::fault> configuration_file::read() {
  auto result = started_.file.empty() ? config_result{started_}
                                      : load_configuration(started_.file, demo::known_secrets());
  if (const auto* problems = std::get_if<std::vector<config_problem>>(&result)) {
    std::string why;
    for (const auto& problem : *problems) why += (why.empty() ? "" : "; ") + to_string(problem);
    return fault{std::move(why)};
  }
  auto& fresh = std::get<configuration>(result);
  fresh.data_dir = started_.data_dir;
  auto given = read_access(fresh);
  if (auto* why = std::get_if<std::string>(&given)) return fault{std::move(*why)};
  auto& [declared, secrets, records] = std::get<access_given>(given);
  auto differences =
      differences_of(started_.text.reveal(), taken_over_.reveal(), fresh.text.reveal());
  read_ = std::move(fresh.text);
  read_secrets_ = std::move(secrets);
  read_records_ = std::move(records);
  return reading{
      .file = started_.file.empty() ? "the embedded configuration" : started_.file,
      .channels = std::move(fresh.engine.channels),
      .merchants = std::move(fresh.engine.merchants),
      .routing = std::move(fresh.engine.routing),
      .level_rules = std::move(fresh.engine.level_rules),
      .risk = rules_of(fresh),
      .access = std::move(declared),
      .changed = std::move(differences.while_running),
      .needs_restart = std::move(differences.at_next_start)};
}

/// As key_differences.hpp tells it: where the questions would go elsewhere, those before hold.
order::risk_rules configuration_file::rules_of(const configuration& fresh) {
  read_risk_ = fresh.risk_prefix == started_.risk_prefix ? fresh.engine.risk : risk_;
  return read_risk_;
}

std::variant<access_given, std::string> configuration_file::read_access(
    const configuration& fresh) {
  const auto store = keystore_file(fresh.access, fresh.data_dir);
  if (had_keystore_ && !std::filesystem::exists(store))
    return "the keystore " + store.string() +
           " is not there any more; put it back, or nobody whose key is in it could sign";
  return open_access(fresh, *tells_);
}

void configuration_file::taken_over() {
  taken_over_ = read_;
  risk_ = read_risk_;
  had_keystore_ = std::filesystem::exists(keystore_file(started_.access, started_.data_dir));
  keepers_.secrets->exchange_secrets(std::exchange(read_secrets_, {}));
  keepers_.records->exchange(std::exchange(read_records_, {}));
}

}  // namespace sluice::app
