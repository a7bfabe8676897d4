#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "gateway/settings/phrase.hpp"

namespace gateway {

// Why a line was not obeyed: what is wrong, where in the line, and what can be typed instead.
struct Refusal {
  std::string message;
  std::string help;
  std::size_t column = 0;  // octets before the culprit
  std::size_t length = 0;
  bool secret = false;  // the culprit is a password: whoever quotes the line masks it
};
std::string to_string(const Refusal& refusal);  // "error: message" and, when there is one, a second line "help: …"

// The words from `from` to before `to` are the culprit.
Refusal refuse(const CommandLine& line, std::size_t from, std::size_t to, std::string message, std::string help);

// No phrase stands at `from`.
Refusal not_understood(const CommandLine& line, std::size_t from, std::span<const Phrase> phrases,
                       const PhraseMatch& match);

// A phrase stands there, and what follows it (`typed`; empty: nothing) is no index of its list.
Refusal bad_index(const CommandLine& line, std::size_t from, std::span<const Phrase> phrases,
                  const PhraseMatch& match, const SettingList& list, std::string_view typed,
                  const std::string& usage);

}  // namespace gateway
