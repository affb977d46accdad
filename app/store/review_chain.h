#pragma once

#include <QtGlobal>

#include <string>

namespace app {

/// How rows of the review log hang together, so that anyone can check them with a few lines of any language.
///
/// A row's `hash` is the SHA-256, as 64 lower-case hex digits, of its canonical text: the line "vcp-review-1", and then, in
/// this order, id, batch, utc, operator, image_sha, kind, payload, previous_hash, each as one line
///
///     <number of bytes>:<the bytes as stored, UTF-8>
///
/// id and batch in decimal; every line, the last too, ends with one "\n" (10). `previous_hash` is the `hash` of the row
/// before; 64 times "0" in row 1. Ids count up from 1 without a gap. `batch` is the id of the first row that was written in
/// the same commit. In Python, for row = (id, batch, utc, operator, image_sha, kind, payload, previous_hash):
///
///     text = b"vcp-review-1\n"
///     for field in row:
///         field = str(field).encode()
///         text += b"%d:%s\n" % (len(field), field)
///     hashlib.sha256(text).hexdigest()
struct ReviewRow {
    qint64 id = 0;
    qint64 batch = 0;
    std::string utc;
    std::string operatorName;
    std::string image;
    std::string kind;
    std::string payload;
    std::string previousHash;
    std::string hash;
};

/// What row 1 has for the hash of the row before it.
inline const std::string noReviewHash(64, '0');

std::string canonicalText(const ReviewRow& row);

/// What row.hash must be.
std::string chainHash(const ReviewRow& row);

}  // namespace app
