#pragma once
/// Where those streams end that were written to lately. The log knows it, the database's index
/// hears of it later: most orders have ended by then, so that they cost one index entry instead of
/// four. What the index has not heard of is read again from the log's tail at the start.
///
/// One thread changes it (the one that appends); find and open_ones may be called by any.

#include <deque>
#include <functional>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "store/key_layout.hpp"
#include "store/text_map.hpp"

namespace sluice::store {

class recent_streams {
 public:
  struct states {
    stream_state durable{};      ///< position 0: not there yet
    stream_state next{};         ///< as soon as the batch is durable
    sequence open_key = 0;       ///< its entry in the index of open streams; 0: none
    sequence unindexed_from = 0; ///< the index lacks what came from here on; 0: it has all of it
  };
  using stream = text_map<states>::value_type;

  // -- any thread -------------------------------------------------------------------------

  /// Nothing: ask the index.
  [[nodiscard]] std::optional<stream_state> find(std::string_view name) const;
  /// Every stream known here, with what is durable of it.
  void each(const std::function<void(const std::string& name, const states&)>& visit) const;

  // -- the appending thread -----------------------------------------------------------------

  /// With what the batch has so far. Nothing: ask the index.
  [[nodiscard]] std::optional<stream_state> find_next(std::string_view name) const;
  /// `before` is what the index says, if the stream is not known here. `from`: where the batch
  /// begins.
  void change(std::string_view name, const stream_state& before, const stream_state& after,
              sequence from);
  /// The index is to hear of the streams that it has lacked longest, until it lacks `most`.
  /// `index` is told how things will be once the batch is durable.
  using indexer = std::function<void(const stream& which)>;
  void index_all_but(std::size_t most, const indexer& index);
  /// The index has everything before this. `next`: the record that will be written next.
  [[nodiscard]] sequence unindexed_from(sequence next) const noexcept;
  /// The batch is durable.
  void publish();

 private:
  stream& known_or_new(std::string_view name, const stream_state& before);

  mutable std::shared_mutex mutex_;  ///< held to add, to forget and to publish
  text_map<states> streams_;
  std::vector<stream*> changed_;    ///< by the batch
  std::vector<stream*> forgotten_;  ///< indexed by the batch, and closed
  std::deque<stream*> unindexed_;   ///< longest first
};

}  // namespace sluice::store
