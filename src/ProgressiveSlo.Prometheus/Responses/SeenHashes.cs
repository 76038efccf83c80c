namespace ProgressiveSlo.Prometheus.Responses;

/// <summary>
/// The hashes that were seen. They are spread evenly already, so each is its own place in a table that is at most half full: a set of the
/// framework's mixes and divides each one again, and takes three times as long for an answer of many short series.
/// </summary>
internal sealed class SeenHashes
{
    // Stands for a free place, so that the hash 0 is kept beside the table.
    private const ulong Free = 0;

    private ulong[] _places = new ulong[64];
    private bool _hasZero;

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a hash; false when it is there already.</summary>
    public bool Add(ulong hash)
    {
        if (hash == Free)
        {
            if (_hasZero)
                return false;
            _hasZero = true;
        }
        else
        {
            if (Count * 2 >= _places.Length)
                Grow();
            if (!Put(_places, hash))
                return false;
        }

        Count++;
        return true;
    }

    private void Grow()
    {
        var larger = new ulong[_places.Length * 4];
        foreach (var hash in _places)
        {
            if (hash != Free)
                Put(larger, hash);
        }

        _places = larger;
    }

    private static bool Put(ulong[] places, ulong hash)
    {
        var last = places.Length - 1;
        for (var place = (int)hash & last; ; place = (place + 1) & last)
        {
            if (places[place] == hash)
                return false;
            if (places[place] != Free)
                continue;
            places[place] = hash;
            return true;
        }
    }
}
