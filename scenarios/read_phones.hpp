#pragma once

#include <string>
#include <vector>

#include "scenarios/mistakes.hpp"
#include "scenarios/phone_book.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/world.hpp"
#include "scenarios/yaml_tree.hpp"

namespace scenarios {

struct Phones {
  std::vector<Phone> all;  // groups expanded
  std::vector<std::string>
      names;  // as the author wrote them: single handsets and groups, with their mistakes or not
};

// The section `phones:`.
Phones read_phones(const YamlNode& node, const Vocabulary& vocabulary, Mistakes& mistakes);

// A handset's or a group's name; one that nobody has is noted.
bool check_phone(const YamlNode& name, const PhoneBook& book, const std::vector<std::string>& names,
                 Mistakes& mistakes);

// The section `teleware: accounts:`. An account whose `phone` is a group is one for each member, extensions
// counting up.
std::vector<Account> read_accounts(const YamlNode& node, const PhoneBook& book,
                                   const std::vector<std::string>& names, Mistakes& mistakes);

}  // namespace scenarios
