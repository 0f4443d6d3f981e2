using Azure;
using InventoryFunctions.Api;

namespace InventoryFunctions.Tests.Api;

public sealed class PreconditionsTests
{
    private static readonly ETag Present = new("W/\"datetime'2026-01-01T00%3A00%3A00Z'\"");
    private static readonly ETag Other = new("W/\"datetime'2026-01-02T00%3A00%3A00Z'\"");

    [Fact]
    public void IfMatch_TagThatWasHandedOut_Holds() => Assert.True(With("If-Match", Preconditions.HeaderOf(Present)).Hold(Present));

    [Fact]
    public void IfMatch_ChangedMeanwhile_Answers412()
    {
        Preconditions conditions = With("If-Match", Preconditions.HeaderOf(Present));

        Assert.Equal(412, Assert.Throws<ApiException>(() => conditions.Demand(Other)).Problem.Status);
    }

    [Fact]
    public void IfMatch_GoneMeanwhile_DoesNotHold() => Assert.False(With("If-Match", Preconditions.HeaderOf(Present)).Hold(null));

    [Fact]
    public void IfMatch_Star_AsksForExistence()
    {
        Assert.True(With("If-Match", "*").Hold(Present));
        Assert.False(With("If-Match", "*").Hold(null));
    }

    [Fact]
    public void IfNoneMatch_Star_AsksForAbsence()
    {
        Assert.False(With("If-None-Match", "*").Hold(Present));
        Assert.True(With("If-None-Match", "*").Hold(null));
    }

    [Fact]
    public void IfMatch_Malformed_Answers400() => Assert.Equal(400, Assert.Throws<ApiException>(() => With("If-Match", "abc")).Problem.Status);

    [Fact]
    public void NoHeaders_HoldAlways()
    {
        Preconditions none = Preconditions.Of(Requests.Get("/x"));

        Assert.False(none.Any);
        Assert.True(none.Hold(null));
    }

    [Fact]
    public void HeaderOf_StorageTag_IsStrong() => Assert.Equal("\"datetime'2026-01-01T00%3A00%3A00Z'\"", Preconditions.HeaderOf(Present));

    private static Preconditions With(string header, string value)
    {
        var request = Requests.Get("/x");
        request.Headers[header] = value;
        return Preconditions.Of(request);
    }
}
