using System.Collections.Generic;
using ProgressiveSlo.Errors;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Formats.Manifests.Rules.Pyrra;

/// <summary>What was found while rules became a definition: places, losses and problems.</summary>
/// <param name="path">The file as the user knows it.</param>
internal sealed class PyrraFindings(string path)
{
    private readonly List<DocumentProblem> _problems = [];
    private readonly List<SloLoss> _losses = [];
    private readonly Dictionary<string, SourcePlace> _places = [];

    public IReadOnlyList<DocumentProblem> Problems => _problems;

    public IReadOnlyList<SloLoss> Losses => _losses;

    public IReadOnlyDictionary<string, SourcePlace> Places => _places;

    public void Note(string field, PyrraPlacedRule placed, string part) => _places[field] = new SourcePlace(placed.Field + part, placed.Rule.Line, placed.Rule.Column);

    public void Lose(string field, string message) => _losses.Add(new SloLoss(field, message));

    /// <summary>Loses something of a rule, and says where the rule stands.</summary>
    public void Lose(PyrraPlacedRule placed, string part, string message) => _losses.Add(new SloLoss(placed.Field + part, message).At(placed.Rule));

    public void Problem(PyrraPlacedRule placed, string part, string message, string mend, string code = "") =>
        _problems.Add(new DocumentProblem(path, placed.Rule.Line, placed.Rule.Column, new FieldProblem(placed.Field + part, message, mend) { Code = code }));
}
