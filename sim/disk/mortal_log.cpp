#include "sim/disk/mortal_log.hpp"

namespace sluice::sim {
namespace {

constexpr const char* is_dead = "the process that had this log open is dead";
constexpr std::uint64_t plenty = std::uint64_t{1} << 40;

}  // namespace

mortal_log::append_outcome mortal_log::append(std::span<const store::append_request> requests) {
  if (!log_) return store::write_failed{is_dead};
  around_.before_append();
  auto outcome = log_->append(requests);
  around_.after_write();
  return outcome;
}

void mortal_log::save_bookmark(std::string_view follower, const store::bookmark& mark) {
  if (!log_) return;
  log_->save_bookmark(follower, mark);
  around_.after_write();
}

store::head mortal_log::current_head() const { return log_ ? log_->current_head() : store::head{}; }

store::log_history mortal_log::history() const {
  return log_ ? store::history_of(*log_) : store::log_history{};
}

std::optional<store::stream_head> mortal_log::head_of(std::string_view stream) const {
  return log_ ? log_->head_of(stream) : std::nullopt;
}

std::variant<std::vector<store::record>, store::damage> mortal_log::read_stream(
    std::string_view stream) const {
  if (!log_) return store::damage{is_dead, 0};
  return log_->read_stream(stream);
}

std::optional<store::damage> mortal_log::read_all(store::sequence from,
                                                  const visitor& visit) const {
  if (!log_) return store::damage{is_dead, 0};
  return log_->read_all(from, visit);
}

void mortal_log::open_streams(const stream_visitor& visit) const {
  if (log_) log_->open_streams(visit);
}

std::optional<std::string> mortal_log::find_entry(char kind, std::string_view key) const {
  return log_ ? log_->find_entry(kind, key) : std::nullopt;
}

std::optional<store::bookmark> mortal_log::bookmark_of(std::string_view follower) const {
  return log_ ? log_->bookmark_of(follower) : std::nullopt;
}

std::uint64_t mortal_log::free_bytes() const { return plenty; }

}  // namespace sluice::sim
