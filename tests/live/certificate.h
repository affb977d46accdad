#pragma once

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>
#include <string>

/// Writes a new key and a certificate that it signs itself, for 127.0.0.1 and a day. False: it could not.
inline bool makeCertificate(const std::string& keyFile, const std::string& certificateFile)
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
    X509* const x = certificate.get();
    X509_set_version(x, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    X509_gmtime_adj(X509_getm_notBefore(x), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x), 86400);
    X509_set_pubkey(x, key.get());
    unsigned char name[] = "test";
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC, name, -1, -1, 0);
    X509_set_issuer_name(x, X509_get_subject_name(x));
    for (const auto& [kind, value] : {std::pair {NID_subject_alt_name, "IP:127.0.0.1"}, {NID_basic_constraints, "critical,CA:TRUE"}}) {
        const std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> extension(X509V3_EXT_conf_nid(nullptr, nullptr, kind, value), X509_EXTENSION_free);
        X509_add_ext(x, extension.get(), -1);
    }
    if (!X509_sign(x, key.get(), EVP_sha256()))
        return false;
    const auto write = [](const std::string& path, auto how) {
        std::FILE* const file = std::fopen(path.c_str(), "w");
        return file && how(file) && std::fclose(file) == 0;
    };
    return write(keyFile, [&](std::FILE* file) { return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1; })
        && write(certificateFile, [x](std::FILE* file) { return PEM_write_X509(file, x) == 1; });
}
