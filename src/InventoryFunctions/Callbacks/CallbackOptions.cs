namespace InventoryFunctions.Callbacks;

/// <summary>Settings <c>Callbacks__*</c>.</summary>
public sealed class CallbackOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Callbacks";

    /// <summary>The setting of <see cref="SigningKey"/>.</summary>
    public const string SigningKeySetting = Section + "__" + nameof(SigningKey);

    /// <summary>The setting of <see cref="PreviousSigningKey"/>.</summary>
    public const string PreviousSigningKeySetting = Section + "__" + nameof(PreviousSigningKey);

    /// <summary>The setting of <see cref="BaseUrl"/>.</summary>
    public const string BaseUrlSetting = Section + "__" + nameof(BaseUrl);

    /// <summary>The fewest bytes of a key: as many as SHA-256 puts out (RFC 2104, section 3).</summary>
    public const int MinKeyBytes = 32;

    /// <summary>
    /// The key that tokens are signed with: base64 of at least <see cref="MinKeyBytes"/> random bytes. The default value is null: the host refuses to start,
    /// except in development, where the process makes a key of its own, and links end with it.
    /// </summary>
    public string? SigningKey { get; set; }

    /// <summary>
    /// A key whose tokens are good as well, so that links which are out survive a change of <see cref="SigningKey"/>. The default value is null: none.
    /// </summary>
    public string? PreviousSigningKey { get; set; }

    /// <summary>
    /// Where the API is reached from outside, route prefix included, e.g. <c>https://inventory.example.com/api</c>. The default value is null: the host's own
    /// name (<c>WEBSITE_HOSTNAME</c>) and route prefix.
    /// </summary>
    public string? BaseUrl { get; set; }

    /// <summary>The bytes of a key, or null where the text is none.</summary>
    internal static byte[]? ReadKey(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int length) && length >= MinKeyBytes ? bytes[..length] : null;
    }
}
