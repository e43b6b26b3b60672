#include "app/configuration_file.hpp"

#include <utility>

#include "adapters/config/key_differences.hpp"

namespace sluice::app {

configuration_file::configuration_file(const configuration& started_with, doorkeepers who,
                                       std::shared_ptr<observer> tells)
    : path_(started_with.file),
      data_dir_(started_with.data_dir),
      doorkeepers_(std::move(who)),
      tells_(std::move(tells)),
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
  fresh.data_dir = data_dir_;
  auto access = open_access(fresh, *tells_);
  if (auto* why = std::get_if<std::string>(&access)) return fault{std::move(*why)};
  read_access_ = std::get<access_given>(std::move(access));
  auto differences =
      differences_of(started_with_.reveal(), taken_over_.reveal(), fresh.text.reveal());
  read_ = std::move(fresh.text);
  return reading{.file = path_,
                 .channels = std::move(fresh.engine.channels),
                 .merchants = std::move(fresh.engine.merchants),
                 .changed = std::move(differences.while_running),
                 .needs_restart = std::move(differences.at_next_start)};
}

void configuration_file::taken_over() {
  taken_over_ = read_;
  auto given = std::exchange(read_access_, std::nullopt);
  if (!given) return;
  doorkeepers_.signatures->exchange(std::move(given->ring));
  doorkeepers_.book->exchange(std::move(given->book));
}

}  // namespace sluice::app
