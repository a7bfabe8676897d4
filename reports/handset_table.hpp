#pragma once

#include <map>
#include <string>
#include <vector>

#include "net/journal.hpp"

namespace reports {

// What each handset asked for and got: one line "lobby GET /phoneprovisioning/<number>/sip.cfg 200 complete" for
// each exchange, handsets by name, exchanges in their order. The same in both worlds, so the worlds can be
// compared.
class HandsetTable {
 public:
  void observe(const net::Record& record);  // a journal's reader
  [[nodiscard]] std::vector<std::string> lines() const;
  [[nodiscard]] std::string text() const;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> by_handset_;
};

}  // namespace reports
