namespace ProgressiveSlo.Linting;

/// <summary>The labels that series can have: some and no others, or all but some.</summary>
internal sealed class LabelSet
{
    private readonly HashSet<string> _names;
    private readonly bool _isOpen;

    // Recorded series may have few labels or none, and only their rule says which.
    private readonly bool _isRecorded;

    private LabelSet(bool isOpen, bool isRecorded, IEnumerable<string> names) =>
        (_isOpen, _isRecorded, _names) = (isOpen, isRecorded, new HashSet<string>(names, StringComparer.Ordinal));

    /// <summary>No labels.</summary>
    public static LabelSet None { get; } = new(false, false, []);

    /// <summary>Whether all labels are known that there can be.</summary>
    public bool IsKnown => !_isOpen;

    /// <summary>Any labels: those of a series from a target.</summary>
    /// <param name="isRecorded">Whether a rule made the series.</param>
    public static LabelSet Any(bool isRecorded) => new(true, isRecorded, []);

    /// <summary>Whether the label can be there.</summary>
    public bool Has(string label) => _isOpen != _names.Contains(label);

    public LabelSet Only(IReadOnlyList<string> labels) => new(false, false, labels.Where(Has));

    public LabelSet Without(IReadOnlyList<string> labels) =>
        labels.Count == 0 ? this
        : _isOpen ? new LabelSet(true, _isRecorded, _names.Concat(labels))
        : new LabelSet(false, false, _names.Except(labels));

    public LabelSet With(string label) => With([label]);

    public LabelSet With(IReadOnlyList<string> labels) =>
        labels.Count == 0 ? this
        : _isOpen ? new LabelSet(true, _isRecorded, _names.Except(labels))
        : new LabelSet(false, false, _names.Concat(labels));

    /// <summary>What one of the two can have.</summary>
    public LabelSet Or(LabelSet other) =>
        (_isOpen, other._isOpen) switch
        {
            (true, true) => new LabelSet(true, _isRecorded || other._isRecorded, _names.Intersect(other._names)),
            (true, false) => new LabelSet(true, _isRecorded, _names.Except(other._names)),
            (false, true) => new LabelSet(true, other._isRecorded, other._names.Except(_names)),
            _ => new LabelSet(false, false, _names.Concat(other._names)),
        };

    /// <summary>
    /// Whether series of the two never have the same labels. Series of a target have job and instance at least; of recorded ones nothing is
    /// known.
    /// </summary>
    public static bool NeverEqual(LabelSet left, LabelSet right)
    {
        if (left.IsKnown && right.IsKnown)
            return !left._names.SetEquals(right._names);
        var (open, known) = left.IsKnown ? (right, left) : (left, right);
        return known.IsKnown
            && !open._isRecorded
            && open.Has("instance")
            && open.Has("job")
            && !(known.Has("instance") || known.Has("job"));
    }

    public override string ToString() =>
        _isOpen ? "those of its series"
        : _names.Count == 0 ? "none"
        : string.Join(", ", _names.OrderBy(n => n, StringComparer.Ordinal));
}
