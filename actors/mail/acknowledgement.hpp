#pragma once
/// A word that is owed to somebody outside: true once what they told is durable (or was known), and
/// false when it is not and should be told again. Said once; whoever drops the last copy of one
/// that is still owed says false, so that nobody outside waits in vain.

#include <functional>
#include <memory>
#include <utility>

namespace sluice {

class acknowledgement {
 public:
  using listener = std::function<void(bool durable)>;

  acknowledgement() = default;  ///< nobody waits for a word
  explicit acknowledgement(listener who) : owed_(std::make_shared<word>(std::move(who))) {}

  void say(bool durable) {
    if (const auto owed = std::exchange(owed_, nullptr)) owed->say(durable);
  }

 private:
  class word {
   public:
    explicit word(listener who) : who_(std::move(who)) {}
    ~word() { say(false); }
    word(const word&) = delete;
    word& operator=(const word&) = delete;
    void say(bool durable) {
      if (const auto who = std::exchange(who_, {})) who(durable);
    }

   private:
    listener who_;
  };
  std::shared_ptr<word> owed_;  ///< shared: messages between actors must be able to be copied
};

}  // namespace sluice
