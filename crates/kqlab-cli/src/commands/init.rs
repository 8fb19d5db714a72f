//! `kqlab init`: a folder that has all that a rule needs, to be changed into one's own.

use std::io::Write;
use std::path::Path;

use super::Failure;
use crate::args::InitArgs;

/// The files that are written. They are files here, too, and tested as such.
const FILES: [(&str, &str); 5] = [
    ("rules/ManyFailedSignIns.yaml", include_str!("init/rules/ManyFailedSignIns.yaml")),
    ("rules/ManyFailedSignIns.test.yaml", include_str!("init/rules/ManyFailedSignIns.test.yaml")),
    ("data/SigninLogs.ndjson", include_str!("init/data/SigninLogs.ndjson")),
    (".github/workflows/rules.yml", include_str!("init/rules.yml")),
    ("README.md", include_str!("init/README.md")),
];

/// Makes the folder. Nothing that is there is written over.
pub(crate) fn run(args: &InitArgs) -> Result<(), Failure> {
    let path = |name: &str| args.folder.join(name);
    if let Some((name, _)) = FILES.iter().find(|(name, _)| path(name).exists()) {
        return Err(Failure::Usage(format!("{} is there already", path(name).display())));
    }
    let mut out = anstream::stdout().lock();
    for (name, text) in FILES {
        save(&path(name), text)?;
        writeln!(out, "{}", path(name).display())?;
    }
    let folder = path("rules");
    writeln!(out, "\nnow run: kqlab test {}", folder.display())?;
    Ok(())
}

fn save(path: &Path, text: &str) -> Result<(), Failure> {
    let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    let written = folder.and_then(|()| std::fs::write(path, text));
    written.map_err(|e| Failure::Usage(format!("{} cannot be written: {e}", path.display())))
}
