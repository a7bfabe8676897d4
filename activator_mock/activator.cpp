#include "activator_mock/activator.hpp"

#include <iterator>

namespace activator {

Activator::Activator(const Settings& settings, net::Loop& loop, net::HttpClient& client, net::Notes& notes)
    : store_(settings.root, settings.store),
      numbers_(settings.number_life),
      provisioner_(settings.provisioner, loop, client, store_, numbers_, notes),
      events_(settings.events, provisioner_, notes),
      files_(settings.files, loop, store_, numbers_, notes) {}

std::vector<net::HttpRoute> Activator::routes() {
  auto all = event_routes();
  auto files = file_routes();
  all.insert(all.end(), std::make_move_iterator(files.begin()), std::make_move_iterator(files.end()));
  return all;
}

}  // namespace activator
