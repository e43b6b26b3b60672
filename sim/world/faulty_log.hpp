#pragma once
/// Stands between the engine and its log: lets writes fail in the three ways a disk knows, shows
/// the judges what became durable, and goes dead with its process.

#include <memory>

#include "sim/disk/disk.hpp"
#include "sim/world/life.hpp"
#include "sim/world/scene.hpp"
#include "store/event_log.hpp"

namespace sluice::sim {

class faulty_log final : public store::event_log {
 public:
  faulty_log(scene& in, dice faults, disk& below, std::shared_ptr<store::event_log> real,
             life process);

  std::variant<std::vector<store::append_result>, store::write_failed> append(
      std::span<const store::append_request> requests) override;
  store::head current_head() const override { return real_->current_head(); }
  std::optional<store::stream_head> head_of(std::string_view stream) const override {
    return real_->head_of(stream);
  }
  std::variant<std::vector<store::record>, store::damage> read_stream(
      std::string_view stream) const override;
  std::optional<store::damage> read_all(store::sequence from, const visitor& visit) const override {
    return real_->read_all(from, visit);
  }
  void open_streams(const stream_visitor& visit) const override { real_->open_streams(visit); }
  std::optional<std::string> find_entry(char kind, std::string_view key) const override {
    return real_->find_entry(kind, key);
  }
  std::optional<store::bookmark> bookmark_of(std::string_view follower) const override {
    return real_->bookmark_of(follower);
  }
  void save_bookmark(std::string_view follower, const store::bookmark& mark) override {
    if (process_) real_->save_bookmark(follower, mark);
  }
  std::uint64_t free_bytes() const override { return nearly_full_ ? 1 : real_->free_bytes(); }
  void close() override {}

  void become_nearly_full(bool full) { nearly_full_ = full; }

 private:
  using outcome = std::variant<std::vector<store::append_result>, store::write_failed>;
  outcome really_append(std::span<const store::append_request> requests);
  outcome fail(disk::fault how, std::span<const store::append_request> requests);

  scene* scene_;
  mutable dice dice_;
  disk* disk_;
  std::shared_ptr<store::event_log> real_;
  life process_;
  bool broken_ = false;
  bool nearly_full_ = false;
};

}  // namespace sluice::sim
