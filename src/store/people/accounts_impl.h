#pragma once

#include "store/journal/writer.h"
#include "store/people/accounts.h"
#include "store/read/reader_pool.h"

namespace comity::store {

struct Accounts::Impl {
  Writer& writer;
  ReaderPool& readers;
};

}  // namespace comity::store
