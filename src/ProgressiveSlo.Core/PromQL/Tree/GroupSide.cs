namespace ProgressiveSlo.PromQL;

/// <summary>Which side of a vector match may have many series for one of the other side.</summary>
public enum GroupSide
{
    /// <summary>Neither: one to one, or many to many for set operators.</summary>
    None,

    /// <summary><c>group_left</c>: many on the left.</summary>
    Left,

    /// <summary><c>group_right</c>: many on the right.</summary>
    Right,
}
