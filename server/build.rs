//! Puts the client's files into the program: each as it is and, where that is smaller, compressed with brotli.

use std::{
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

/// Files and folders beside the client that a browser never asks for.
const LEFT_OUT: &[&str] = &[
    "node_modules",
    "tests",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "build.mjs",
    "README.md",
    ".npmrc",
    "entry",
    ".gitignore",
];

fn main() {
    let root = PathBuf::from("../web-client");
    println!("cargo::rerun-if-changed={}", root.display());
    println!("cargo::rerun-if-changed=migrations");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let quality = if std::env::var("PROFILE").as_deref() == Ok("release") { 11 } else { 4 };
    let mut files = Vec::new();
    walk(&root, &root, &mut files);
    files.sort();
    let mut table = String::from("static ASSETS: &[Asset] = &[\n");
    for (path, file) in &files {
        let plain = fs::read(file).expect("a file that was just listed can be read");
        let packed = compress(&plain, quality);
        let name = format!("{}.br", hexadecimal(&Sha256::digest(path)[..12]));
        let smaller = packed.len() < plain.len();
        if smaller {
            fs::write(out.join(&name), &packed).expect("OUT_DIR can be written");
        }
        let absolute = fs::canonicalize(file).expect("a file that was just read has a path");
        let brotli = if smaller {
            format!("Some(include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}\")))")
        } else {
            "None".to_owned()
        };
        let digest = hexadecimal(&Sha256::digest(&plain)[..12]);
        writeln!(
            table,
            "    Asset {{ path: {path:?}, kind: {:?}, digest: {digest:?}, plain: include_bytes!({absolute:?}), brotli: {brotli} }},",
            kind(path),
        )
        .expect("writing to a string");
    }
    table.push_str("];\n");
    fs::write(out.join("assets.rs"), table).expect("OUT_DIR can be written");
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let test_or_type = [".test.js", ".d.ts", ".mjs"].iter().any(|end| name.ends_with(end));
        if LEFT_OUT.contains(&name.as_str()) || test_or_type {
            continue;
        }
        println!("cargo::rerun-if-changed={}", path.display());
        if path.is_dir() {
            walk(root, &path, files);
        } else {
            let served = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
            files.push((format!("/{served}"), path));
        }
    }
}

fn compress(plain: &[u8], quality: u32) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 64 * 1024, quality, 22);
    writer.write_all(plain).expect("writing to memory");
    drop(writer);
    packed
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "ftl" | "txt" | "LICENSE" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        "json" => "application/json",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("writing to a string");
        text
    })
}
