#pragma once
/// Puts what was taken from the queues into the store, under its keys, with a sign of life now and
/// then: the first that is still there says since when records are kept, the last when the engine
/// was last seen. No thread and no clock of its own.

#include <memory>

#include "events/records/record_codec.hpp"
#include "events/records/record_store.hpp"

namespace sluice::records {

class record_writer {
 public:
  /// Says what its predecessor could not: that it ended without notice.
  record_writer(std::shared_ptr<record_store> into, instant now);

  struct load {
    std::vector<call_record> calls{};
    std::vector<stored_message> messages{};
    std::vector<record_gap> gaps{};
  };
  /// Something: why none of it was written.
  [[nodiscard]] std::optional<std::string> write(const load& what, instant now);
  /// So that what is too old can go.
  [[nodiscard]] std::optional<std::string> begin_segment(instant now);
  /// Nothing is missing behind this.
  [[nodiscard]] std::optional<std::string> close(instant now);

 private:
  void count_anew();
  void sign(std::vector<entry>& into, instant now);

  std::shared_ptr<record_store> store_;
  std::uint32_t counter_ = 0;
  std::optional<instant> signed_at_{};
};

}  // namespace sluice::records
