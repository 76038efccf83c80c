using System.Text.RegularExpressions;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Formats.Yaml;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Text;

namespace ProgressiveSlo.Formats.Manifests.Import;

/// <summary>Says of a document that no reader takes what it is.</summary>
internal static class UnrecognizedDocument
{
    private const string Fix = "Give an SLO manifest or a rule file, or leave this one out";

    /// <summary>What would be taken.</summary>
    public static string Known => "Known are " + string.Join("; ", ManifestFormats.Readers.SelectMany(r => r.KnownHeads));

    /// <summary>What is wrong with a document about something else that somebody gave by its name.</summary>
    public static DocumentProblem Problem(ManifestDocument document)
    {
        if (document.Root is not YamlMap map)
            return At(
                document,
                document.Root,
                "",
                $"Here is {document.Root.Kind}, and an SLO manifest is a mapping",
                Fix,
                "ManifestUnknown"
            );
        if (document.Head(DocumentSignature.ApiVersion) is not { } version)
            return At(document, map, "", "This is neither an SLO manifest nor a rule file", Fix, "ManifestUnknown");
        var kind = document.Head("kind") is { } name ? $", kind {ServiceName.Printable(name)}," : "";
        var fix =
            version == DocumentHead.ApiVersion ? "Give it to the cmdlet that it is for, such as Import-SloPlan, or leave it out" : Fix;
        return At(
            document,
            map.Find(DocumentSignature.ApiVersion)!,
            DocumentSignature.ApiVersion,
            $"'{ServiceName.Printable(version)}'{kind} is neither an SLO manifest nor a rule file",
            fix,
            "ApiVersionUnknown"
        );
    }

    /// <summary>What a document about something else is, when a folder or a wildcard brought it along.</summary>
    public static SkippedDocument Skipped(ManifestDocument document)
    {
        var version = document.Head(DocumentSignature.ApiVersion);
        var kind = document.Head("kind") is { } name ? ServiceName.Printable(name) : null;
        var what = (version is null ? "" : ServiceName.Printable(version) + " ") + kind;
        return new SkippedDocument(
            document.Path,
            document.Root.Line,
            kind ?? "other YAML",
            what.Length > 0 ? what.TrimEnd() : "nothing in it begins an SLO manifest or a rule file"
        );
    }

    /// <summary>A file that a failed template left empty must not look like one that is right.</summary>
    public static DocumentProblem Empty(string path) =>
        new(
            path,
            1,
            1,
            new FieldProblem("", "There is no document, nothing but empty lines or comments", "Check how the file was made, or remove it")
            {
                Code = "ManifestUnknown",
            }
        );

    /// <summary>A query of the cluster that found nothing must not look like one whose SLOs are right.</summary>
    public static DocumentProblem EmptyList(ManifestDocument document) =>
        At(
            document,
            ((YamlMap)document.Root).Find("items")!,
            "items",
            "The list has no item",
            "Write at least one, or leave the list out",
            "FieldMissing"
        );

    public static DocumentProblem OtherFormat(ManifestDocument document, string actual, string wanted) =>
        At(document, document.Root, "", $"This is {actual}, and {wanted} was asked for", "Leave -Format out, or give another file", "");

    private static DocumentProblem At(ManifestDocument document, YamlNode node, string field, string message, string fix, string code) =>
        new(document.Path, node.Line, node.Column, new FieldProblem(field, message, fix) { Code = code });
}

/// <summary>
/// Tells a document that was meant as an SLO or as rules, and misses every reader by a word, from one that is about something else.
/// In doubt it was meant: an SLO that nobody reads is worse than an error too many.
/// </summary>
internal static class NearMissDetector
{
    private const string Otherwise = "Otherwise leave the document out";

    private static readonly Regex _sloKind = new("SLO(?![a-z])|ServiceLevel", RegexOptions.CultureInvariant);

    private static IEnumerable<DocumentSignature> Heads => ManifestFormats.Readers.SelectMany(r => r.KnownHeads);

    /// <summary>What is wrong with a document that was meant, or null when it is about something else.</summary>
    public static DocumentProblem? Problem(ManifestDocument document)
    {
        if (document.Root is not YamlMap map)
            return null;
        if (document.Head(DocumentSignature.ApiVersion) is { } version)
            return CheckObject(document, map, version, document.Head("kind"));
        return CheckKeys(document, map) ?? CheckSpec(document, map) ?? CheckKind(document, map) ?? CheckRules(document, map);
    }

    /// <summary>Whether a text that is not YAML has a word of SLOs or rules in it.</summary>
    public static bool IsMentionedIn(string text) =>
        Heads.Any(h =>
            (
                h.OwnsGroup
                && h.Value.Length > 0
                && text.IndexOf(h.Key == DocumentSignature.ApiVersion ? h.Group : h.Value, StringComparison.OrdinalIgnoreCase) >= 0
            )
            || (h.Kind is not null && Regex.IsMatch(text, $@"\b{Regex.Escape(h.Kind)}", RegexOptions.CultureInvariant))
            || (
                h.Value.Length == 0
                && Regex.IsMatch(
                    text,
                    $@"^\s*[""']?{Regex.Escape(h.Key)}[""']?\s*:",
                    RegexOptions.Multiline | RegexOptions.CultureInvariant
                )
            )
        ) || Regex.IsMatch(text, @"^\s*[""']?slos[""']?\s*:", RegexOptions.Multiline | RegexOptions.CultureInvariant);

    private static DocumentProblem? CheckObject(ManifestDocument document, YamlMap map, string version, string? kind)
    {
        if (kind is not null && _sloKind.IsMatch(kind) && ForeignTools.Find(version) is { } tool)
            return At(
                document,
                map.Find(DocumentSignature.ApiVersion) ?? map,
                DocumentSignature.ApiVersion,
                $"'{ServiceName.Printable(version)}', kind {ServiceName.Printable(kind)}, is of {tool}, whose documents are not read",
                "Leave the document out, or write the SLO in a format that is read: " + string.Join(", ", ManifestFormats.ReadableNames),
                "ApiVersionUnknown"
            );
        // ClusterRole is near to ClusterRules, and is no mistake.
        if (
            DocumentSignature.GroupOf(version).EndsWith(".k8s.io", StringComparison.Ordinal)
            && !HasSpec(map)
            && !HasRules(map.Find("spec"))
        )
            return null;
        var heads = Heads.Where(h => h.Key == DocumentSignature.ApiVersion).ToArray();
        var sameKind = heads.Where(h => IsNearKind(kind, h)).ToArray();
        if (sameKind.FirstOrDefault(h => h.Value == version) is { } misspelt)
            return Unknown(document, version, kind, "kind", $"Did you mean kind '{misspelt.Kind}'? {Otherwise}");
        var near = heads.Where(h => IsNearGroup(version, h)).ToArray();
        if (near.Length > 0 && (near.Any(h => h.OwnsGroup) || sameKind.Length > 0))
        {
            var spelt = near.Where(h => IsNearWord(DocumentSignature.GroupOf(version), h.Group)).Select(h => h.Value).ToArray();
            var fix =
                spelt.Length == 0
                    ? UnrecognizedDocument.Known
                    : $"Did you mean '{Spelling.Nearest(version, spelt) ?? spelt[0]}'? {Otherwise}";
            return Unknown(document, version, kind, DocumentSignature.ApiVersion, fix);
        }

        if (sameKind.Length > 0)
            return Unknown(
                document,
                version,
                kind,
                DocumentSignature.ApiVersion,
                $"Did you mean '{string.Join("' or '", sameKind.Select(h => h.Value).Distinct())}'? {Otherwise}"
            );
        return (kind is not null && _sloKind.IsMatch(kind)) || HasSpec(map) || HasRules(map.Find("spec"))
            ? Unknown(document, version, kind, DocumentSignature.ApiVersion, UnrecognizedDocument.Known)
            : null;
    }

    private static DocumentProblem? CheckKeys(ManifestDocument document, YamlMap map)
    {
        foreach (var entry in map.Entries)
        {
            if (entry.Value is not YamlScalar { IsNull: false } value || !Spelling.IsNear(entry.Key.Value, DocumentSignature.ApiVersion, 3))
                continue;
            if (CheckObject(document, map, value.Value, document.Head("kind")) is not null)
                return At(
                    document,
                    entry.Key,
                    "",
                    $"The document has no apiVersion, and '{ServiceName.Printable(entry.Key.Value)}' instead",
                    $"Did you mean '{DocumentSignature.ApiVersion}'? {Otherwise}",
                    "ManifestUnknown"
                );
        }

        return null;
    }

    // A file of Sloth, whose version is its own, or lacks.
    private static DocumentProblem? CheckSpec(ManifestDocument document, YamlMap map)
    {
        var isSpec = map.Find("slos") is not null;
        foreach (var head in Heads.Where(h => h.Key != DocumentSignature.ApiVersion && h.Value.Length > 0))
        {
            var fix = $"Did you mean '{head.Value}'? {Otherwise}";
            if (document.Head(head.Key) is { } said && (isSpec || IsNearGroup(said, head)))
                return At(
                    document,
                    map.Find(head.Key)!,
                    head.Key,
                    $"The {head.Key} '{ServiceName.Printable(said)}' is not known here, and there is no apiVersion",
                    fix,
                    "ApiVersionUnknown"
                );
            if (isSpec && document.Head(head.Key) is null)
                return At(
                    document,
                    map,
                    "",
                    "The document has SLOs, and no apiVersion and no version that says of which tool",
                    $"Write '{head}', or the apiVersion of an object",
                    "ManifestUnknown"
                );
        }

        return null;
    }

    private static DocumentProblem? CheckKind(ManifestDocument document, YamlMap map)
    {
        var kind = document.Head("kind");
        if (
            kind is null
                ? !HasSpec(map) && !HasRules(map.Find("spec"))
                : !_sloKind.IsMatch(kind) && !Heads.Any(h => IsNearKind(kind, h)) && !HasSpec(map)
        )
            return null;
        var versions = Heads
            .Where(h => kind is null || IsNearKind(kind, h))
            .Where(h => h.Key == DocumentSignature.ApiVersion)
            .Select(h => h.Value)
            .Distinct()
            .ToArray();
        return At(
            document,
            map,
            "",
            "The document has no apiVersion",
            versions.Length == 0 ? UnrecognizedDocument.Known : $"Write the one of its tool: {string.Join(", ", versions)}",
            "ManifestUnknown"
        );
    }

    private static DocumentProblem? CheckRules(ManifestDocument document, YamlMap map)
    {
        foreach (var head in Heads.Where(h => h.Value.Length == 0))
        {
            foreach (var entry in map.Entries)
            {
                if (
                    entry.Key.Value == head.Key
                        ? map.Entries.Count == 1 || HasRuleList(entry.Value)
                        : Spelling.Nearest(entry.Key.Value, [head.Key]) is not null && HasRuleList(entry.Value)
                )
                {
                    return At(
                        document,
                        entry.Key,
                        ServiceName.Printable(entry.Key.Value),
                        entry.Key.Value == head.Key
                            ? $"Here is {entry.Value.Kind}, and a rule file has a list of groups"
                            : "A rule file begins with another key",
                        entry.Key.Value == head.Key ? "Begin each group with '- '" : $"Did you mean '{head.Key}'? {Otherwise}",
                        "ManifestUnknown"
                    );
                }
            }
        }

        return null;
    }

    private static bool IsNearKind(string? kind, DocumentSignature head) =>
        kind is not null && head.Kind is not null && Spelling.IsNear(kind, head.Kind, head.Kind.Length < 6 ? 0 : 2);

    // A group may be a word of the tool's own in a longer one: openslo.com.
    private static bool IsNearGroup(string version, DocumentSignature head)
    {
        var group = DocumentSignature.GroupOf(version);
        return IsNearWord(group, head.Group) || (head.OwnsGroup && group.IndexOf(head.Group, StringComparison.OrdinalIgnoreCase) >= 0);
    }

    private static bool IsNearWord(string word, string known) => Spelling.IsNear(word, known, known.Length < 8 ? 1 : 2);

    private static bool HasSpec(YamlMap map) =>
        map.Find("spec") is YamlMap spec
        && (spec.Find("slos") ?? spec.Find("objectives") ?? spec.Find("indicator") ?? spec.Find("indicatorRef")) is not null;

    private static bool HasRules(YamlNode? spec) => spec is YamlMap map && map.Find("groups") is { } groups && HasRuleList(groups);

    private static bool HasRuleList(YamlNode groups) =>
        (groups is YamlList list ? list.Items : [groups])
            .OfType<YamlMap>()
            .Any(g => g.Find("rules") is YamlList rules && rules.Items.OfType<YamlMap>().Any(r => r.Find("expr") is not null));

    private static DocumentProblem Unknown(ManifestDocument document, string version, string? kind, string field, string fix)
    {
        var words = kind is null ? "" : $", kind {ServiceName.Printable(kind)},";
        var node = (document.Root as YamlMap)?.Find(field) ?? document.Root;
        return At(document, node, field, $"'{ServiceName.Printable(version)}'{words} is not known here", fix, "ApiVersionUnknown");
    }

    private static DocumentProblem At(ManifestDocument document, YamlNode node, string field, string message, string fix, string code) =>
        new(document.Path, node.Line, node.Column, new FieldProblem(field, message, fix) { Code = code });
}
