#include "app/configuration_file.hpp"

#include "adapters/config/key_differences.hpp"

namespace sluice::app {

configuration_file::configuration_file(const configuration& started_with)
    : path_(started_with.file),
      started_with_(started_with.text),
      taken_over_(started_with.text),
      read_(started_with.text) {}

std::variant<configuration_file::reading, configuration_file::fault> configuration_file::read() {
  auto result = load_configuration(path_);
  if (const auto* problems = std::get_if<std::vector<config_problem>>(&result)) {
    std::string why;
    for (const auto& problem : *problems) why += (why.empty() ? "" : "; ") + to_string(problem);
    return fault{std::move(why)};
  }
  auto& fresh = std::get<configuration>(result);
  auto differences =
      differences_of(started_with_.reveal(), taken_over_.reveal(), fresh.text.reveal());
  read_ = std::move(fresh.text);
  return reading{.file = path_,
                 .channels = std::move(fresh.engine.channels),
                 .merchants = std::move(fresh.engine.merchants),
                 .changed = std::move(differences.while_running),
                 .needs_restart = std::move(differences.at_next_start)};
}

void configuration_file::taken_over() { taken_over_ = read_; }

}  // namespace sluice::app
