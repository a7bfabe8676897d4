#pragma once

#include <list>
#include <string>
#include <string_view>
#include <unordered_map>

namespace activator {

// Which ids came by lately: the last `capacity` of them, the longest unseen forgotten first.
class SeenIds {
 public:
  explicit SeenIds(std::size_t capacity) : capacity_(capacity) {}
  SeenIds(const SeenIds&) = delete;  // the index points into the list
  SeenIds& operator=(const SeenIds&) = delete;

  bool contains(std::string_view id);  // true refreshes it
  void add(std::string id);            // one that is not there

 private:
  std::size_t capacity_;
  std::list<std::string> order_;  // the latest first
  std::unordered_map<std::string_view, std::list<std::string>::iterator> index_;
};

}  // namespace activator
