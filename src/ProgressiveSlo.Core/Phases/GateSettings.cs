using System.Collections.Generic;
using System.Linq;

namespace ProgressiveSlo.Phases;

/// <summary>The gate's thresholds and choices of one profile, or of one phase. A setting that neither gives has its default.</summary>
public sealed class GateSettings
{
    private readonly Dictionary<string, object> _values;
    private readonly GateSettings? _others;

    /// <summary>Makes the settings.</summary>
    /// <param name="values">Values by key: decimals, or words for choices, as <see cref="GateSetting.Parse"/> returns them.</param>
    public GateSettings(IEnumerable<KeyValuePair<string, object>> values) =>
        _values = values.ToDictionary(v => v.Key, v => v.Value);

    private GateSettings(Dictionary<string, object> values, GateSettings others)
    {
        _values = values;
        _others = others;
    }

    /// <summary>All defaults.</summary>
    public static GateSettings Default { get; } = new([]);

    /// <summary>The values that the profile or the phase gives itself, by key.</summary>
    public IReadOnlyDictionary<string, object> Values => _values;

    /// <summary>A number.</summary>
    /// <param name="setting">The setting, declared with <see cref="GateSetting.Number"/>.</param>
    public decimal Number(GateSetting setting) => (decimal)Value(setting);

    /// <summary>A word.</summary>
    /// <param name="setting">The setting, declared with <see cref="GateSetting.Choice"/>.</param>
    public string Word(GateSetting setting) => (string)Value(setting);

    /// <summary>These settings, and those of another where these say nothing: a phase's over its profile's.</summary>
    /// <param name="others">The settings behind these.</param>
    public GateSettings Over(GateSettings others) => _values.Count == 0 ? others : new GateSettings(_values, others);

    /// <summary>Whether both give the same values.</summary>
    /// <param name="other">Other settings.</param>
    public bool Same(GateSettings other) =>
        other is not null && _values.Count == other._values.Count
        && _values.All(v => other._values.TryGetValue(v.Key, out var value) && v.Value.Equals(value));

    private object Value(GateSetting setting) =>
        _values.TryGetValue(setting.Key, out var value) ? value : _others is null ? setting.Default : _others.Value(setting);
}
