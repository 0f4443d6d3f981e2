namespace InventoryFunctions.Infrastructure.Tests.Rules;

/// <summary>Says how what is there differs from what is wanted.</summary>
internal static class Sets
{
    /// <summary>One line for each that is missing, surplus or there twice.</summary>
    public static IEnumerable<string> Compare(string what, IEnumerable<string> wanted, IEnumerable<string> there)
    {
        List<string> left = [.. there];
        List<string> missing = [.. wanted.Where(one => !left.Remove(one))];
        return [.. missing.Select(one => $"There is no {what} {one}."), .. left.Select(one => $"There is {what} {one}, and nothing needs it.")];
    }
}
