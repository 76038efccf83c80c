using ProgressiveSlo.Findings;
using ProgressiveSlo.Naming;
using ProgressiveSlo.Objectives;

namespace ProgressiveSlo.Linting;

/// <summary>One definition, with what checks share so that queries are parsed once.</summary>
internal sealed class LintSubject
{
    public LintSubject(SloDefinition definition, LintScope scope, LintOptions options)
    {
        Definition = definition;
        Scope = scope;
        Options = options;
        Queries = IndicatorQuery.Parse(definition.Indicator, options.PrometheusVersion);
        Parsed = Queries.Where(q => q.Tree is not null).Select(q => new LintQuery(q.Tree!, q.Role, q.Field, options)).ToArray();
        var pair = SelectorPair.Create(Queries);
        Pairs = pair is not null ? [pair] : Parsed.Where(q => q.Role == QueryRole.Ratio).SelectMany(q => q.Ratios).ToArray();
    }

    public SloDefinition Definition { get; }

    /// <summary>All definitions of the call.</summary>
    public LintScope Scope { get; }

    public LintOptions Options { get; }

    public IReadOnlyList<IndicatorQuery> Queries { get; }

    /// <summary>Those of them that are PromQL.</summary>
    public IReadOnlyList<LintQuery> Parsed { get; }

    /// <summary>Good (or bad) events and all events, where each is chosen by one selector: of two queries, or in one of a ratio.</summary>
    public IReadOnlyList<SelectorPair> Pairs { get; }

    /// <summary>Whether the definition was written by somebody, who can add to it; a plan makes its own.</summary>
    public bool IsDocument => Definition.Source is not null;

    /// <summary>Whether the definition came from a document of a format that is so.</summary>
    public bool Has(SourceTraits trait) => Definition.Source is { } source && (source.Traits & trait) != 0;

    /// <summary>The query of good or bad events that parses, or null.</summary>
    public IndicatorQuery? Part => Queries.FirstOrDefault(q => q.Role is QueryRole.Good or QueryRole.Bad && q.Tree is not null);

    /// <summary>The query of all events that parses, or null.</summary>
    public IndicatorQuery? Total => Queries.FirstOrDefault(q => q.Role == QueryRole.Total && q.Tree is not null);

    /// <summary>A finding about the definition.</summary>
    /// <param name="code">The code.</param>
    /// <param name="field">The field in the definition's words, as in <see cref="SloSource.Locations"/>.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="fix">What to write here; null when the general guidance says it all.</param>
    public Finding Report(string code, string field, string message, string? fix = null)
    {
        var source = Definition.Source;
        var place = source?.LocationOf(field) ?? new SourceLocation("", 0, 0);

        // What the document does not say, such as alerts that a tool chooses, has no field there.
        var name = place.Field.Length > 0 ? place.Field : field;
        return new Finding(code, new FindingPlace(source?.Path ?? "", place.Line, place.Column, name), message, fix)
        {
            Service = Definition.Service,
            Name = Definition.Name,
        };
    }
}

/// <summary>All definitions of a call, indexed for the checks that compare one with the others.</summary>
internal sealed class LintScope
{
    private readonly Dictionary<(string Format, string Id, string Phase), SloDefinition> _first = [];
    private readonly Dictionary<(string? Namespace, string Slug), SloDefinition> _bySlug = [];
    private readonly Dictionary<(string? Namespace, string Service), SloDefinition> _byService = [];
    private readonly SharedIndicators _shared = new();
    private readonly IReadOnlyList<string> _phases;

    public LintScope(IReadOnlyList<SloDefinition> definitions, IReadOnlyList<string> phases)
    {
        _phases = phases;
        foreach (var definition in definitions)
        {
            AddFirst(_first, Key(definition, definition.Phase ?? ""), definition);
            AddFirst(_bySlug, SlugKey(definition), definition);
            AddFirst(_byService, ServiceKey(definition), definition);
            _shared.Add(definition);
        }
    }

    /// <summary>
    /// The definition with the same id and phase that came before, or null. A spec and the rules made from it are two formats of one
    /// definition.
    /// </summary>
    public SloDefinition? EarlierDuplicate(SloDefinition definition) => Other(_first[Key(definition, definition.Phase ?? "")], definition);

    /// <summary>
    /// A definition of another service whose name and namespace give the same slugs; only for the first definition of a service.
    /// </summary>
    public SloDefinition? SlugCollision(SloDefinition definition)
    {
        var first = _bySlug[SlugKey(definition)];
        return ServiceKey(first) != ServiceKey(definition) && ReferenceEquals(_byService[ServiceKey(definition)], definition)
            ? first
            : null;
    }

    /// <summary>
    /// A definition of another service with the same indicator, or null; only for the first definition of a service that has it.
    /// </summary>
    public SloDefinition? SameSeries(SloDefinition definition) => _shared.EarlierService(definition);

    /// <summary>The same SLO in the nearest phase before, or null.</summary>
    public SloDefinition? PreviousPhase(SloDefinition definition)
    {
        for (var i = IndexOf(definition.Phase) - 1; i >= 0; i--)
        {
            if (_first.TryGetValue(Key(definition, _phases[i]), out var previous))
                return previous;
        }

        return null;
    }

    private int IndexOf(string? phase)
    {
        for (var i = 0; phase is not null && i < _phases.Count; i++)
        {
            if (_phases[i] == phase)
                return i;
        }

        return -1;
    }

    private static (string Format, string Id, string Phase) Key(SloDefinition definition, string phase) =>
        (definition.Source?.Format ?? "", SloIdentity.OfSeries(definition), phase);

    private static (string? Namespace, string Service) ServiceKey(SloDefinition definition) =>
        (ServiceName.OtherNamespace(definition.Namespace), definition.Service);

    private static (string? Namespace, string Service) SlugKey(SloDefinition definition) =>
        (
            ServiceName.OtherNamespace(definition.Namespace) is { } space ? ServiceName.Slug(space) : null,
            ServiceName.Slug(definition.Service)
        );

    private static SloDefinition? Other(SloDefinition found, SloDefinition definition) => ReferenceEquals(found, definition) ? null : found;

    private static void AddFirst<T>(Dictionary<T, SloDefinition> index, T key, SloDefinition definition)
        where T : notnull
    {
        if (!index.ContainsKey(key))
            index.Add(key, definition);
    }
}
