#pragma once
/// Fetches the keys of one channel when it is time (key_schedule.hpp), on the same client and the
/// same share of the pool as the channel's calls, and puts a dialect with them in the place of the
/// one that is in use. A fetch that fails, or brings what is not proven, changes nothing. What
/// becomes of it is told when it is another thing than the last time.
///
/// Who calls it: key_rounds; answers and notifications wake it through dialect_in_use. Client,
/// chance and clock must outlive it, and what it has begun.

#include <memory>

#include "actors/ports/observer.hpp"
#include "adapters/channels/dialect_in_use.hpp"
#include "adapters/channels/http_channel.hpp"
#include "adapters/channels/signing_pool.hpp"
#include "domain/ids.hpp"

namespace sluice {

class key_fetcher {
 public:
  struct channel {
    channel_id id;
    channel_line line;
    http_client* client;  ///< the one that carries its calls
    dialect_in_use speaks;
    signing_pool::share share;
  };
  struct means {
    random_port& chance;
    clock_port& clock;
  };

  key_fetcher(channel of, means with, std::shared_ptr<observer> tells);

  /// Begins what is due. Any thread; never blocks.
  void look();

 private:
  struct inside;
  std::shared_ptr<inside> in_;
};

}  // namespace sluice
