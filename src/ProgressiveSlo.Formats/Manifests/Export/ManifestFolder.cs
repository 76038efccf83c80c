using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Files;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Export;

/// <summary>
/// The folder of an export: which definitions go to which file. A phase by itself goes to <c>service.yaml</c>, so that a promotion
/// changes a file and does not make another; all phases of a plan go to <c>phase/service.yaml</c>. A service of another namespace than
/// the usual one has it in the name, <c>service.namespace.yaml</c>: one folder, which a Prometheus reads by <c>*.yaml</c>, holds them all.
/// </summary>
public sealed class ManifestFolder
{
    private const string FleetName = "fleet";

    private readonly string _folder;
    private readonly IManifestWriter _writer;
    private readonly Dictionary<string, List<SloDefinition>> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _order = [];
    private readonly HashSet<string> _refused = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Starts an export.</summary>
    /// <param name="folder">Full path of the folder.</param>
    /// <param name="writer">The format.</param>
    public ManifestFolder(string folder, IManifestWriter writer)
    {
        _folder = folder ?? throw new ArgumentNullException(nameof(folder));
        _writer = writer ?? throw new ArgumentNullException(nameof(writer));
    }

    /// <summary>The files and what goes into them, in the order in which their first definitions came.</summary>
    public IEnumerable<ManifestFile> Files =>
        _order.Where(path => !_refused.Contains(path)).Select(path => new ManifestFile(path, _files[path]));

    /// <summary>Whether anything was added.</summary>
    public bool HasFiles => _order.Count > 0;

    /// <summary>Adds a definition to its file.</summary>
    /// <param name="definition">The definition.</param>
    /// <param name="inPhaseFolder">Whether it is one of several phases.</param>
    /// <exception cref="SloValidationException">
    /// The file is that of another service, or of another phase of this one. Of two namespaces that one file stands for neither is written,
    /// and this is said once: whichever came first would take the place of the other's rules.
    /// </exception>
    public void Add(SloDefinition definition, bool inPhaseFolder)
    {
        if (definition is null)
            throw new ArgumentNullException(nameof(definition));
        // The name of a phase is what people look for; a slug would turn production_ready into production-ready.
        var folder = inPhaseFolder && definition.Phase is { } phase ? Path.Combine(_folder, FileSlug.Folder(phase, "-phase")) : _folder;
        var path = Path.Combine(folder, FileName(definition) + _writer.Extension);
        if (!_files.TryGetValue(path, out var there))
        {
            _files.Add(path, [definition]);
            _order.Add(path);
            return;
        }

        if (_refused.Contains(path))
            return;
        Check(there[0], definition, path);
        there.Add(definition);
    }

    /// <summary>
    /// Files of an earlier export of this format, in this folder and the folders of phases, that this export did not name. What is behind a
    /// link lies elsewhere and is left alone, and so is what cannot be read: nothing proves whose it is.
    /// </summary>
    public IEnumerable<string> Leftovers()
    {
        if (!Directory.Exists(_folder))
            return [];
        var folders = _order
            .Select(path => Path.GetDirectoryName(path)!)
            .Append(_folder)
            .Distinct(StringComparer.Ordinal)
            .Where(folder => Directory.Exists(folder) && (folder == _folder || !FileKinds.IsLink(folder)));
        return folders
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*" + _writer.Extension))
            .Where(path => !_files.ContainsKey(path) && FileKinds.IsFile(path) && !FileKinds.IsLink(path) && IsOurs(path))
            .OrderBy(path => path, StringComparer.Ordinal);
    }

    private bool IsOurs(string path)
    {
        try
        {
            return ExportMarker.Matches(path, _writer.Format);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private string FileName(SloDefinition definition) =>
        _writer.Scope switch
        {
            ManifestScope.Service => FileSlug.Create(definition.Service, definition.Namespace),
            ManifestScope.Definition => FileSlug.Create(definition.Service + "-" + definition.ShortName, definition.Namespace),
            _ => FleetName,
        };

    private void Check(SloDefinition first, SloDefinition second, string path)
    {
        if (_writer.Scope == ManifestScope.Fleet)
            return;
        var file = Path.GetFileName(path);
        if (first.Service != second.Service)
            throw new SloValidationException(
                "Service",
                $"'{first.Service}' and '{second.Service}' would both be written to {file}",
                "Rename one, or export them to different folders"
            );
        if (first.Namespace != second.Namespace)
        {
            _refused.Add(path);
            throw new SloValidationException(
                "Namespace",
                $"'{first.Service}' of the namespaces {first.Namespace ?? "(none)"} and {second.Namespace ?? "(none)"} would both be "
                    + $"{file}, so neither is written",
                "Give one of the namespaces another name, or export each to a folder of its own"
            );
        }

        if (first.Phase != second.Phase)
            throw new SloValidationException(
                "Phase",
                $"The phases {first.Phase ?? "(none)"} and {second.Phase ?? "(none)"} of '{first.Service}' would both be written to {file}",
                "Pipe one phase (Get-SloPhase -Current), or the plan itself for a folder per phase"
            );
        if (_writer.Scope == ManifestScope.Definition)
            throw new SloValidationException(
                "Name",
                $"There are two SLOs '{first.Id}', and {file} holds one",
                "Give each SLO of a service its own name"
            );
    }
}

/// <summary>A file of an export and the definitions that go into it.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Definitions">The definitions; at least one.</param>
public sealed record ManifestFile(string Path, IReadOnlyList<SloDefinition> Definitions);
