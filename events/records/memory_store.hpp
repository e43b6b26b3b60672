#pragma once
/// Records in memory: for tests and made-up worlds. Its segments age as those on disk do.

#include <deque>
#include <map>

#include "events/records/record_store.hpp"

namespace sluice::records {

class memory_store final : public record_store {
 public:
  /// `now`: the time by which segments age.
  memory_store(limits keeps, std::function<instant()> now)
      : keeps_(keeps), now_(std::move(now)), segments_(1) {}

  std::optional<std::string> write(const std::vector<entry>& all) override;
  std::optional<std::string> begin_segment() override;
  std::optional<std::string> read(std::string_view prefix, const visitor& visit) const override;

 private:
  struct segment {
    std::map<std::string, std::string> entries{};
    std::uint64_t bytes = 0;
    instant ended{};  ///< when the next one began
  };
  void throw_old_away();

  limits keeps_;
  std::function<instant()> now_;
  std::deque<segment> segments_;
};

}  // namespace sluice::records
