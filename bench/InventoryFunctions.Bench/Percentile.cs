namespace InventoryFunctions.Bench;

/// <summary>How far a share of the values goes.</summary>
internal static class Percentile
{
    /// <summary>The value below which <paramref name="share"/> of the values lie; between two of them in proportion.</summary>
    public static double Of(IReadOnlyList<double> sorted, double share)
    {
        double place = share * (sorted.Count - 1);
        int below = (int)place;
        int above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + ((sorted[above] - sorted[below]) * (place - below));
    }
}
