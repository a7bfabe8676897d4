#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/journal.hpp"
#include "net/loop.hpp"

namespace scenarios {

// What a scenario acts upon: handsets on a segment, a gateway, the servers behind it. `sim` supplies one for each
// world. Steps only act here; what came of it is read from the journal.
class World {
 public:
  World() = default;
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  virtual ~World() = default;

  virtual net::Loop& loop() = 0;
  virtual net::Journal& journal() = 0;
  virtual void power_on(std::string_view phone) = 0;   // by Phone::name
  virtual void power_off(std::string_view phone) = 0;  // at once, as if the cable were pulled

  // A fault of the harness itself (a child died, a frame could not be written), in one sentence; empty while all is
  // well. The runner stops the case with exit code 3 when there is one.
  [[nodiscard]] virtual std::string fault() const = 0;
};

// A command that the gateway refuses.
struct CliMistake {
  std::size_t line;    // which of those asked about, from 0
  std::size_t column;  // of the culprit in it, from 0, in octets
  std::size_t length;
  std::string message;
  std::string help;  // may be empty
};

// What the reader must know of other components to refuse a mistake early. `sim` supplies it.
class Vocabulary {
 public:
  virtual ~Vocabulary() = default;
  [[nodiscard]] virtual std::vector<std::string> models() const = 0;    // "SoundPoint IP 450", …
  [[nodiscard]] virtual std::vector<std::string> profiles() const = 0;  // "note", "factory", …

  // Commands that the gateway would be started with, on top of a profile: which it refuses, in its own words.
  [[nodiscard]] virtual std::vector<CliMistake> check_cli(std::string_view profile,
                                                          std::span<const std::string> lines) const = 0;
};

}  // namespace scenarios
